import { Link } from 'wouter';
import { useNow } from '../api/now';
import type { Page } from '../api/drill';
import { useTopology } from '../api/queries';
import { useAct, useDrill, useFrames, useStory } from '../api/session';
import { hrefOf } from '../app/links';
import { drillPath } from '../app/places';
import { clock, span } from '../format/time';
import { Entries } from '../timeline/Entries';
import { Chip, Fact, Facts, PlaceHead } from '../ui/bits';
import { Empty } from '../ui/states';
import { AskOwner, Say } from './Say';
import { UsersNow } from './UsersNow';
import './page.css';
import { burnSentence, burningNow, conversation, objectiveSentence } from './page';

export function PagePlace() {
  const { view, timeline } = useDrill();
  if (!view.page) {
    return (
      <>
        <PlaceHead title="Page" />
        <Empty title="No page yet">You are on call; nothing is wrong. The pager will find you wherever you are.</Empty>
      </>
    );
  }
  const said = timeline.filter((e) => conversation.has(e.kind));
  return (
    <>
      <PlaceHead title="Page">
        <Chip tone={view.page.resolvedAt ? 'good' : view.page.acknowledgedAt ? 'warn' : 'bad'}>
          {view.page.resolvedAt ? 'Resolved' : view.page.acknowledgedAt ? 'Acknowledged' : 'Triggered'}
        </Chip>
      </PlaceHead>
      <Woke page={view.page} />
      <div className="columns">
        <section className="card" aria-label="Ask the owner">
          <AskOwner />
        </section>
        <section className="card" aria-label="Status update">
          <Say kind="status" />
        </section>
        <section className="card" aria-label="Note">
          <Say kind="note" />
        </section>
      </div>
      <section aria-labelledby="said">
        <h2 id="said">Said so far</h2>
        {said.length === 0 ? <p className="muted">Nobody has said anything yet.</p> : <Entries entries={said} />}
      </section>
    </>
  );
}

function Woke({ page }: { page: Page }) {
  const { id, view } = useDrill();
  const { story } = useStory();
  const { frame } = useFrames();
  const now = useNow();
  const act = useAct();
  const topology = useTopology(view.topology);
  const slo = topology.data?.slos.find((s) => s.id === page.slo);
  const since = page.since ?? page.firedAt;
  return (
    <section className="woke" aria-label="What woke you">
      <h2>{page.title}</h2>
      <p>{page.summary}</p>
      <Facts>
        <Fact name="SLO">{slo ? `${slo.title}: ${objectiveSentence(slo)}` : page.slo}</Fact>
        <Fact name="Burn rate when it fired">{burnSentence(page)}</Fact>
        <Fact name="Burn rate now">{burningNow(frame?.sli ?? [], page.slo)}</Fact>
        <Fact name="Since">{since === null ? '–' : `${clock(story(since))}, ${span(now - since)}`}</Fact>
        <Fact name="Service">
          <Link href={drillPath(id, `dashboards/${page.service}`)}>{page.service}</Link>
        </Fact>
        <Fact name="Owner">{page.owner || '–'}</Fact>
      </Facts>
      <UsersNow />
      <p className="row">
        {page.acknowledgedAt === null && (
          <button type="button" className="primary" onClick={() => void act({ act: 'acknowledge' })}>
            Acknowledge
          </button>
        )}
        <Link className="button" href={hrefOf(id, { place: 'dashboards', target: page.query || 'users' }) ?? ''}>
          Open its graph
        </Link>
        <Link className="button" href={drillPath(id, 'mesh')}>
          Open the mesh
        </Link>
      </p>
      <details className="runbook">
        <summary>Runbook of {page.service}</summary>
        <pre>{page.runbook || 'This service has no runbook.'}</pre>
        <p className="muted small">A runbook is as good as its last edit; check what it says against what you see.</p>
      </details>
    </section>
  );
}
