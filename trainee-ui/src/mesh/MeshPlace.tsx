import { useRef, useState } from 'react';
import { useGraph, useTopology } from '../api/queries';
import { useDrill, useFrames, useStory } from '../api/session';
import { useKeys } from '../app/keys';
import { clock } from '../format/time';
import { useBlast } from '../notebook/useBlast';
import { Segments } from '../ui/Field';
import { Kbd, PlaceHead } from '../ui/bits';
import { Answer, Empty } from '../ui/states';
import { useUrl } from '../ui/url';
import { Hurt } from './Hurt';
import { MeshGraph } from './MeshGraph';
import { MeshTable } from './MeshTable';
import { Selected } from './Selected';
import { statementsOf } from './blast';
import { type EdgeLabel, sentenceOf } from './graph';

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
  const { view } = useDrill();
  const topology = useTopology(view.topology).data;
  const { sayFirst } = useBlast();
  const focused = useRef<string | null>(null);
  useKeys({
    b: () => {
      const id = focused.current ?? selected;
      sayFirst(id !== null && shown && topology ? statementsOf(id, shown, topology) : []);
    },
  });
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
        <span className="hint-keys muted small">
          <Kbd>b</Kbd> what is selected is hurt
        </span>
      </PlaceHead>
      <Answer of={{ data: shown, error: answer.error, refetch: answer.refetch }} what="the mesh">
        {(graph) =>
          graph.nodes.length === 0 ? (
            <Empty title="No traffic yet">The mesh is warming up.</Empty>
          ) : (
            <>
              <p className="muted">{sentenceOf(graph)}</p>
              {/* Which part has the focus is asked when a key comes; nothing is drawn anew for it. */}
              <div className="mesh" onFocus={(e) => { focused.current = e.target.getAttribute('data-at'); }} onBlur={() => { focused.current = null; }}>
                {table ? <MeshTable graph={graph} selected={selected} onSelect={(node) => url.set({ node })} /> : <MeshGraph graph={graph} label={label} selected={selected} onSelect={(node) => url.set({ node })} />}
              </div>
              <p className="mesh-key muted small">
                <span><i className="key-line ok" /> healthy</span>
                <span><i className="key-line warn" /> above 0.5 % errors</span>
                <span><i className="key-line bad" /> above 3 %</span>
                <span><i className="key-bar" /> saturation</span>
              </p>
              {selected && <Selected graph={graph} id={selected} onClose={() => url.set({ node: null })} />}
              <Hurt />
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
