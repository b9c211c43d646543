import { Link, useLocation } from 'wouter';
import { useDashboards } from '../api/queries';
import { useDrill } from '../api/session';
import type { Dashboard } from '../api/telemetry';
import { drillPath } from '../app/places';
import { Kbd, PlaceHead } from '../ui/bits';
import { Answer, Empty } from '../ui/states';
import { Explore } from './Explore';
import { Annotations, PanelCard } from './PanelCard';
import { RangePicker } from './RangePicker';
import './dashboards.css';
import { useRangeOfPlace } from './range';

export default function DashboardsPlace({ board }: { board: string | null }) {
  const boards = useDashboards();
  const range = useRangeOfPlace();
  return (
    <>
      <PlaceHead title="Dashboards">
        <RangePicker range={range} />
        <span className="hint-keys muted small">
          <Kbd>o</Kbd> onset · <Kbd>r</Kbd> cite reading
        </span>
      </PlaceHead>
      <Answer of={boards} what="the dashboards">
        {({ dashboards }) => {
          const chosen = board === 'explore' ? null : (find(dashboards, board) ?? dashboards[0] ?? null);
          return (
            <div className="boards">
              <BoardList boards={dashboards} chosen={chosen?.id ?? 'explore'} />
              <div className="board">
                {board === 'explore' || !chosen ? <Explore range={range} /> : <Board board={chosen} range={range} />}
              </div>
            </div>
          );
        }}
      </Answer>
    </>
  );
}

function find(boards: Dashboard[], word: string | null): Dashboard | undefined {
  return boards.find((b) => b.id === word) ?? boards.find((b) => b.title === word) ?? boards.find((b) => b.kind === word);
}

const kinds = ['users', 'service', 'datastore', 'queue', 'host'];
const kindTitles: Record<string, string> = { users: 'Users', service: 'Services', datastore: 'Datastores', queue: 'Queues', host: 'Hosts' };

function BoardList({ boards, chosen }: { boards: Dashboard[]; chosen: string }) {
  const { id } = useDrill();
  const [, navigate] = useLocation();
  const extra = boards.map((b) => b.kind).filter((k) => !kinds.includes(k));
  const search = window.location.search;
  return (
    <nav className="board-list" aria-label="Dashboards">
      {[...kinds, ...new Set(extra)].map((kind) => {
        const of = boards.filter((b) => b.kind === kind);
        if (of.length === 0) return null;
        return (
          <section key={kind}>
            <h2>{kindTitles[kind] ?? kind}</h2>
            <ul>
              {of.map((b) => (
                <li key={b.id}>
                  <Link href={drillPath(id, `dashboards/${b.id}`) + search} aria-current={b.id === chosen ? 'page' : undefined}>
                    {b.title}
                  </Link>
                </li>
              ))}
            </ul>
          </section>
        );
      })}
      <button type="button" aria-pressed={chosen === 'explore'} onClick={() => navigate(drillPath(id, 'dashboards/explore') + search)}>
        Explore a metric
      </button>
    </nav>
  );
}

function Board({ board, range }: { board: Dashboard; range: ReturnType<typeof useRangeOfPlace> }) {
  if (board.panels.length === 0) return <Empty title="This dashboard has no panels" />;
  return (
    <>
      <header className="board-head">
        <h2>{board.title}</h2>
        <Annotations />
      </header>
      <div className="panels">
        {board.panels.map((panel) => (
          <PanelCard key={`${board.id} ${panel.id}`} panel={panel} board={board.title} window={range.window} onZoom={range.zoom} />
        ))}
      </div>
    </>
  );
}
