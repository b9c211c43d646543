import { type FormEvent, useState } from 'react';
import { Link } from 'wouter';
import { useNow } from '../api/now';
import type { Page } from '../api/drill';
import { useTopology } from '../api/queries';
import { useAct, useDrill, useStory } from '../api/session';
import { drillPath } from '../app/places';
import { clock, span } from '../format/time';
import { Entries } from '../timeline/Entries';
import { Input, Select, options } from '../ui/Field';
import { Chip, Fact, Facts, PlaceHead } from '../ui/bits';
import { Empty } from '../ui/states';
import './page.css';
import { burnSentence, objectiveSentence } from './page';

const conversation = new Set(['note', 'status', 'question', 'askOwner', 'answer', 'say', 'inject']);

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
        <Owner page={view.page} />
        <Say act="status" title="Status update" label="What users are told" button="Post status update" />
        <Say act="note" title="Note" label="For the log" button="Add note" />
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
        <Fact name="Burn rate">{burnSentence(page)}</Fact>
        <Fact name="Since">{since === null ? '–' : `${clock(story(since))}, ${span(now - since)}`}</Fact>
        <Fact name="Service">
          <Link href={drillPath(id, `dashboards/${page.service}`)}>{page.service}</Link>
        </Fact>
        <Fact name="Owner">{page.owner || '–'}</Fact>
      </Facts>
      <p className="row">
        {page.acknowledgedAt === null && (
          <button type="button" className="primary" onClick={() => void act({ act: 'acknowledge' })}>
            Acknowledge
          </button>
        )}
        <Link className="button" href={drillPath(id, 'dashboards/users')}>
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

function Owner({ page }: { page: Page }) {
  const { view } = useDrill();
  const act = useAct();
  const topology = useTopology(view.topology);
  const [service, setService] = useState(page.service);
  const [asked, setAsked] = useState(false);
  const names = topology.data?.services.map((s) => s.name) ?? [page.service];
  return (
    <form
      className="card stack"
      onSubmit={(e) => {
        e.preventDefault();
        void act({ act: 'askOwner', service }).then((done) => setAsked(done !== null));
      }}
    >
      <h2>Ask the owner</h2>
      <Select label="Whose service" value={service} options={options(names)} onChange={setService} />
      <button type="submit">Ask the owner</button>
      {asked && <p className="muted small">Asked; the answer will stand below.</p>}
    </form>
  );
}

function Say({ act: kind, title, label, button }: { act: 'status' | 'note'; title: string; label: string; button: string }) {
  const act = useAct();
  const [text, setText] = useState('');
  const submit = (e: FormEvent) => {
    e.preventDefault();
    if (text.trim() === '') return;
    void act({ act: kind, text: text.trim() }).then((done) => done && setText(''));
  };
  return (
    <form className="card stack" onSubmit={submit}>
      <h2>{title}</h2>
      <Input label={label} value={text} onChange={setText} maxLength={500} />
      <button type="submit" disabled={text.trim() === ''}>
        {button}
      </button>
    </form>
  );
}
