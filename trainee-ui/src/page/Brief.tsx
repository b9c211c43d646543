import { Link, useLocation } from 'wouter';
import { useMutation } from '@tanstack/react-query';
import { useTopology } from '../api/queries';
import { post } from '../api/client';
import { drillSchema } from '../api/drill';
import type { Topology } from '../api/library';
import { useDrill } from '../api/session';
import { drillPath } from '../app/places';
import { sentence } from '../format/words';
import { MeshGlance } from '../mesh/MeshGlance';
import { Chip, PlaceHead } from '../ui/bits';
import { Answer, Progress } from '../ui/states';
import './page.css';
import { objectiveSentence } from './page';

/** What this company does, its services and promises, while the mesh is already warm. */
export function Brief() {
  const { view } = useDrill();
  const topology = useTopology(view.topology);
  return (
    <>
      <PlaceHead title="Brief" />
      <div className="brief">
        <Standing />
        <section className="brief-text">
          {view.brief.split(/\n{2,}/).map((paragraph) => (
            <p key={paragraph}>{paragraph}</p>
          ))}
        </section>
        {view.state !== 'preparing' && (
          <section className="brief-mesh" aria-label="The mesh now">
            <MeshGlance />
          </section>
        )}
        <Answer of={topology} what="the company">
          {(t) => <Company topology={t} />}
        </Answer>
        <Envelope />
      </div>
    </>
  );
}

function Standing() {
  const { id, view } = useDrill();
  switch (view.state) {
    case 'preparing':
      return (
        <section className="standing" aria-live="polite">
          <p>
            <b>{view.progress?.stage ? sentence(view.progress.stage) : 'The mesh is warming up'}</b> <span className="muted">{view.progress?.detail}</span>
          </p>
          <Progress value={view.progress?.fraction ?? null} label="Preparing the drill" />
        </section>
      );
    case 'onCall':
      return (
        <section className="standing calm" aria-live="polite">
          <p>
            <b>You are on call, and nothing is wrong yet.</b> Look around while it is quiet; the pager will find you.
          </p>
        </section>
      );
    case 'invalid':
      return (
        <section className="standing warn" role="alert">
          <p>
            <b>This run does not count.</b> {view.progress?.detail || 'What should have broken did not show. Start the drill again.'}
          </p>
          <Link href="/">To the list of drills</Link>
        </section>
      );
    case 'interrupted':
      return <Interrupted id={id} />;
    default:
      return null;
  }
}

function Interrupted({ id }: { id: string }) {
  const [, navigate] = useLocation();
  const resume = useMutation({
    mutationFn: (body: { close?: true }) => post(drillSchema, `/drills/${id}/resume`, body),
    onSuccess: () => navigate(drillPath(id, 'brief')),
  });
  return (
    <section className="standing warn" role="alert">
      <p>
        <b>The server stopped while this drill ran.</b> Its journal is whole. Set it up again on a new mesh, or close it with its debrief.
      </p>
      <p className="row">
        <button type="button" className="primary" disabled={resume.isPending} onClick={() => resume.mutate({})}>
          {resume.isPending ? 'One moment…' : 'Set it up again'}
        </button>
        <button type="button" disabled={resume.isPending} onClick={() => resume.mutate({ close: true })}>
          Close with its debrief
        </button>
      </p>
      {resume.error && <p className="error">{resume.error.message}</p>}
    </section>
  );
}

function Company({ topology: t }: { topology: Topology }) {
  return (
    <>
      <section aria-labelledby="services">
        <h2 id="services">
          {t.title} <span className="muted">· {t.regions.join(', ')}</span>
        </h2>
        <p>{t.about}</p>
        <table className="rows">
          <thead>
            <tr>
              <th scope="col">Component</th>
              <th scope="col">What it does</th>
              <th scope="col">Owner</th>
            </tr>
          </thead>
          <tbody>
            {t.services.map((s) => (
              <tr key={s.name}>
                <th scope="row">
                  {s.name} {s.external && <Chip>third party</Chip>}
                </th>
                <td>{s.about}</td>
                <td>{s.owner}</td>
              </tr>
            ))}
            {[...t.datastores, ...t.queues].map((s) => (
              <tr key={s.name}>
                <th scope="row">{s.name}</th>
                <td>{s.about}</td>
                <td>{s.owner}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <section aria-labelledby="slos">
        <h2 id="slos">What is promised</h2>
        <ul className="plain">
          {t.slos.map((slo) => (
            <li key={slo.id}>
              <b>{slo.title}</b> <span className="muted">{objectiveSentence(slo)}</span>
            </li>
          ))}
        </ul>
      </section>
    </>
  );
}

function Envelope() {
  const { view } = useDrill();
  if (!view.envelope) return null;
  return (
    <p className="muted small envelope">
      The answer lies in a sealed envelope until the debrief. SHA-256 <code>{view.envelope.sha256}</code>
    </p>
  );
}
