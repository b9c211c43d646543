import { useState } from 'react';
import { Link } from 'wouter';
import { useGraph, useTopology } from '../api/queries';
import { useDrill, useFrames, useStory } from '../api/session';
import type { Graph } from '../api/telemetry';
import { drillPath } from '../app/places';
import { quantity } from '../format/number';
import { clock } from '../format/time';
import { Segments } from '../ui/Field';
import { Chip, Fact, Facts, PlaceHead } from '../ui/bits';
import { Answer, Empty } from '../ui/states';
import { useUrl } from '../ui/url';
import { MeshGraph } from './MeshGraph';
import { type EdgeLabel, health, labelOf, nameOf, sentenceOf } from './graph';

type Split = 'service' | 'region' | 'version' | 'instance';

export default function MeshPlace() {
  const url = useUrl();
  const by = (url.read('by') ?? 'service') as Split;
  const label = (url.read('label') ?? 'rps') as EdgeLabel;
  const selected = url.read('node');
  const [table, setTable] = useState(false);
  const [replayAt, setReplayAt] = useState<number | null>(null);
  const answer = useGraph(by);
  const { frame, replay } = useFrames();
  const past = replayAt === null ? null : (replay[Math.min(replayAt, replay.length - 1)] ?? null);
  const latest = by === 'service' && frame && frame.graph.nodes.length > 0 ? frame.graph : undefined;
  const shown = past ? past.graph : (latest ?? answer.data);
  return (
    <>
      <PlaceHead title="Mesh">
        <Segments<Split> label="Split by" value={past ? 'service' : by} onChange={(v) => url.set({ by: v === 'service' ? null : v, node: null })} options={[
          { value: 'service', label: 'Service' }, { value: 'region', label: 'Region' }, { value: 'version', label: 'Version' }, { value: 'instance', label: 'Instance' },
        ]} />
        <Segments<EdgeLabel> label="Edge label" value={label} onChange={(v) => url.set({ label: v === 'rps' ? null : v })} options={[
          { value: 'rps', label: 'Requests' }, { value: 'errors', label: 'Errors' }, { value: 'p95', label: 'p95' },
        ]} />
        <button type="button" aria-pressed={table} onClick={() => setTable(!table)}>
          Table
        </button>
      </PlaceHead>
      <Answer of={{ data: shown, error: answer.error, refetch: answer.refetch }} what="the mesh">
        {(graph) =>
          graph.nodes.length === 0 ? (
            <Empty title="No traffic yet">The mesh is warming up.</Empty>
          ) : (
            <>
              <p className="muted">{sentenceOf(graph)}</p>
              <div className="mesh">
                {table ? <MeshTable graph={graph} /> : <MeshGraph graph={graph} label={label} selected={selected} onSelect={(node) => url.set({ node })} />}
              </div>
              <p className="mesh-key muted small">
                <span><i className="key-line ok" /> healthy</span>
                <span><i className="key-line warn" /> above 0.5 % errors</span>
                <span><i className="key-line bad" /> above 3 %</span>
                <span><i className="key-bar" /> saturation</span>
              </p>
              {selected && <Selected graph={graph} id={selected} onClose={() => url.set({ node: null })} />}
            </>
          )
        }
      </Answer>
      <Replay count={replay.length} at={replayAt} when={past?.at ?? null} onChange={setReplayAt} />
    </>
  );
}

function Replay({ count, at, when, onChange }: { count: number; at: number | null; when: number | null; onChange: (at: number | null) => void }) {
  const { story } = useStory();
  if (count < 2) return null;
  return (
    <div className="replay">
      <label htmlFor="replay">Replay</label>
      <input id="replay" type="range" min={0} max={count - 1} value={at ?? count - 1} aria-valuetext={when === null ? 'live' : clock(story(when))} onChange={(e) => onChange(Number(e.target.value) >= count - 1 ? null : Number(e.target.value))} />
      <output>{when === null ? <span className="live">Live</span> : clock(story(when))}</output>
      {when !== null && (
        <button type="button" className="small" onClick={() => onChange(null)}>
          Back to live
        </button>
      )}
    </div>
  );
}

function Selected({ graph, id, onClose }: { graph: Graph; id: string; onClose: () => void }) {
  const { id: drill, view } = useDrill();
  const topology = useTopology(view.topology).data;
  const node = graph.nodes.find((n) => n.id === id);
  if (!node) return null;
  const service = node.name.split('/')[0] ?? node.name;
  const about = [...(topology?.services ?? []), ...(topology?.datastores ?? []), ...(topology?.queues ?? [])].find((c) => c.name === service);
  return (
    <aside className="mesh-detail" aria-label={node.name}>
      <header>
        <h2>{node.name}</h2>
        {node.badges.map((b) => (
          <Chip key={b.kind + b.text} tone={b.level}>
            {b.text}
          </Chip>
        ))}
        <button type="button" className="quiet small" aria-label="Close details" onClick={onClose}>
          ×
        </button>
      </header>
      <p className="muted">{about?.about}</p>
      <Facts>
        <Fact name="Requests">{quantity(node.rps, 'rps')}</Fact>
        <Fact name="Errors">{quantity(node.errorRate, 'ratio')}</Fact>
        <Fact name="p95">{quantity(node.p95Ms, 'ms')}</Fact>
        <Fact name="Saturation">{quantity(node.saturation, 'ratio')}</Fact>
        <Fact name="Owner">{about?.owner || '–'}</Fact>
      </Facts>
      <p className="row">
        <Link className="button" href={drillPath(drill, `dashboards/${service}`)}>Dashboard</Link>
        <Link className="button" href={drillPath(drill, 'logs', { query: `{service="${service}"}` })}>Logs</Link>
        <Link className="button" href={drillPath(drill, 'traces', { service })}>Traces</Link>
        <Link className="button" href={drillPath(drill, 'changes', { target: service })}>Changes</Link>
        <Link className="button" href={drillPath(drill, 'diagnostics', { target: service })}>Diagnostics</Link>
      </p>
    </aside>
  );
}

function MeshTable({ graph }: { graph: Graph }) {
  return (
    <table className="rows">
      <caption className="sr-only">{sentenceOf(graph)}</caption>
      <thead>
        <tr>
          <th scope="col">From</th>
          <th scope="col">To</th>
          {['Requests', 'Errors', 'p95'].map((h) => (
            <th key={h} scope="col" className="n">{h}</th>
          ))}
          <th scope="col">Standing</th>
        </tr>
      </thead>
      <tbody>
        {graph.edges.map((e) => (
          <tr key={`${e.from}>${e.to}`}>
            <th scope="row">{nameOf(graph, e.from)}</th>
            <td>{nameOf(graph, e.to)}</td>
            {(['rps', 'errors', 'p95'] as const).map((l) => (
              <td key={l} className="n">{labelOf(e, l)}</td>
            ))}
            <td>{{ idle: 'no traffic', ok: 'healthy', warn: 'unusual errors', bad: 'many errors' }[health(e)]}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
