import { Component, type ErrorInfo, type ReactNode, Suspense } from 'react';
import { Link, Route, Switch } from 'wouter';
import { DrillSession } from '../api/session';
import { DrillList } from '../list/DrillList';
import { Empty, Failure, Loading } from '../ui/states';
import { Desk } from './Desk';

export function App() {
  return (
    <Caught>
      <Suspense fallback={<Loading what="the screen" />}>
        <Switch>
          <Route path="/">
            <DrillList />
          </Route>
          <Route path="/drills/:id/:place?/:item?">
            {({ id = '', place, item }: { id?: string; place?: string; item?: string }) => (
              <DrillSession id={id} key={id}>
                <Desk place={place} item={item ?? null} />
              </DrillSession>
            )}
          </Route>
          <Route>
            <Empty title="There is nothing at this address">
              <Link href="/">To the list of drills</Link>
            </Empty>
          </Route>
        </Switch>
      </Suspense>
    </Caught>
  );
}

/** Keeps a bug in one place from taking the whole desk away. */
export class Caught extends Component<{ children: ReactNode }, { error: Error | null }> {
  override state: { error: Error | null } = { error: null };

  static getDerivedStateFromError(error: Error) {
    return { error };
  }

  override componentDidCatch(error: Error, info: ErrorInfo) {
    console.error(error, info.componentStack);
  }

  override render() {
    if (this.state.error) return <Failure error={this.state.error} retry={() => this.setState({ error: null })} />;
    return this.props.children;
  }
}
