import { type FormEvent, useRef, useState } from 'react';
import { Link } from 'wouter';
import { useTopology, useTraces } from '../api/queries';
import { useDrill, useStory } from '../api/session';
import type { TraceRow } from '../api/telemetry';
import { useKeys } from '../app/keys';
import { drillPath } from '../app/places';
import { RangePicker } from '../dashboards/RangePicker';
import { useRangeOfPlace } from '../dashboards/range';
import { plural, quantity } from '../format/number';
import { clock } from '../format/time';
import { Input, Select, options } from '../ui/Field';
import { Chip, PlaceHead, onRowKeys } from '../ui/bits';
import { Answer, Empty } from '../ui/states';
import { useUrl } from '../ui/url';
import { TraceView } from './TraceView';
import './traces.css';

export default function TracesPlace({ trace }: { trace: string | null }) {
  return trace ? <TraceView id={trace} key={trace} /> : <Search />;
}

function Search() {
  const { view } = useDrill();
  const url = useUrl();
  const range = useRangeOfPlace();
  const first = useRef<HTMLDivElement>(null);
  const topology = useTopology(view.topology).data;
  const service = url.read('service') ?? '';
  const endpoint = url.read('endpoint') ?? '';
  const minMs = url.read('minMs') ?? '';
  const error = url.read('error') === 'true';
  const [wanted, setWanted] = useState('');
  const answer = useTraces({ service, endpoint, minMs, error: error || null, traceId: url.read('traceId'), limit: 50 }, range.window);
  useKeys({ '/': () => first.current?.querySelector('select')?.focus() });
  const endpoints = topology?.services.find((s) => s.name === service)?.endpoints ?? [];
  const find = (e: FormEvent) => {
    e.preventDefault();
    url.set({ traceId: wanted.trim() });
  };
  return (
    <>
      <PlaceHead title="Traces">
        <RangePicker range={range} />
      </PlaceHead>
      <div className="filters" ref={first}>
        <Select label="Service" value={service} empty="any" options={options(topology?.services.map((s) => s.name) ?? [])} onChange={(v) => url.set({ service: v, endpoint: null })} />
        <Select label="Endpoint" value={endpoint} empty="any" disabled={endpoints.length === 0} options={options(endpoints)} onChange={(v) => url.set({ endpoint: v })} />
        <Input label="At least, in ms" type="number" min={0} value={minMs} onChange={(v) => url.set({ minMs: v })} />
        <label className="check">
          <input type="checkbox" checked={error} onChange={(e) => url.set({ error: e.target.checked ? 'true' : null })} />
          Only with errors
        </label>
        <form onSubmit={find} className="row">
          <Input label="Trace id" value={wanted} onChange={setWanted} />
          <button type="submit">Find</button>
          {url.read('traceId') && (
            <button type="button" onClick={() => { setWanted(''); url.set({ traceId: null }); }}>
              Clear
            </button>
          )}
        </form>
      </div>
      <Answer of={answer} what="the traces">
        {({ traces }) => (traces.length === 0 ? <Empty title="No trace matches">Every failed and slow request is kept, and a share of the healthy ones. Ask for less.</Empty> : <Found traces={traces} />)}
      </Answer>
    </>
  );
}

function Found({ traces }: { traces: TraceRow[] }) {
  const { id } = useDrill();
  const { story } = useStory();
  const longest = Math.max(1, ...traces.map((t) => t.durationMs));
  return (
    <ol className="trace-list" aria-label="Traces" onKeyDown={onRowKeys}>
      {traces.map((t) => (
        <li key={t.id}>
          <Link href={drillPath(id, `traces/${t.id}`)} data-row className="trace-row">
            <time>{clock(story(t.at))}</time>
            <span className="trace-root">
              <b>{t.service}</b> {t.root}
            </span>
            <span className="trace-bar" aria-hidden="true">
              <i className={t.errorCount > 0 ? 'bad' : ''} style={{ width: `${(t.durationMs / longest) * 100}%` }} />
            </span>
            <span className="n">{quantity(t.durationMs, 'ms')}</span>
            <span className="muted n">{plural(t.spanCount, 'span')}</span>
            <span>{t.errorCount > 0 && <Chip tone="bad">{plural(t.errorCount, 'error')}</Chip>}</span>
          </Link>
        </li>
      ))}
    </ol>
  );
}
