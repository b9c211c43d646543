import { useMemo, useState } from 'react';
import { Link } from 'wouter';
import { useTrace, useTraces } from '../api/queries';
import { useDrill, useStory } from '../api/session';
import type { Span } from '../api/telemetry';
import { drillPath } from '../app/places';
import { asWindow } from '../dashboards/range';
import { now } from '../api/now';
import { plural, quantity } from '../format/number';
import { clock } from '../format/time';
import { Chip, PlaceHead, onRowKeys } from '../ui/bits';
import { Answer, Empty } from '../ui/states';
import { useUrl } from '../ui/url';
import { type Row, compare, rows } from './waterfall';

export function TraceView({ id }: { id: string }) {
  const { id: drill } = useDrill();
  const { story } = useStory();
  const answer = useTrace(id);
  const url = useUrl();
  const other = url.read('with');
  return (
    <>
      <PlaceHead title="Trace">
        <code className="muted">{id}</code>
        <Link className="button" href={drillPath(drill, 'traces')}>
          All traces
        </Link>
        <Link className="button" href={drillPath(drill, 'logs', { query: `{service=~".+"} | json | traceId="${id}"` })}>
          Its log lines
        </Link>
      </PlaceHead>
      <Answer of={answer} what="the trace">
        {({ spans }) => {
          const root = spans.find((s) => s.parent === null) ?? spans[0];
          if (!root) return <Empty title="This trace has no spans" />;
          return (
            <>
              <p className="muted">
                {clock(story(root.startMicros / 1000))} · {plural(spans.length, 'span')} · {plural(new Set(spans.map((s) => s.service)).size, 'service')}
              </p>
              <Waterfall spans={spans} />
              {other ? <Comparison here={spans} other={other} onClose={() => url.set({ with: null })} /> : <Healthy root={root} id={id} />}
            </>
          );
        }}
      </Answer>
    </>
  );
}

function Waterfall({ spans }: { spans: Span[] }) {
  const { rows: list, total } = useMemo(() => rows(spans), [spans]);
  const [open, setOpen] = useState<string | null>(null);
  return (
    <>
      <p className="muted small">
        <span className="key-critical" aria-hidden="true" /> critical path · <span className="key-gap" aria-hidden="true" /> nothing recorded before the first child
      </p>
      <ol className="waterfall" aria-label="Waterfall" onKeyDown={onRowKeys}>
        {list.map((row) => (
          <SpanRow key={row.span.id} row={row} total={Math.max(1, total)} open={open === row.span.id} onToggle={() => setOpen(open === row.span.id ? null : row.span.id)} />
        ))}
      </ol>
    </>
  );
}

function SpanRow({ row, total, open, onToggle }: { row: Row; total: number; open: boolean; onToggle: () => void }) {
  const { span } = row;
  const percent = (micros: number) => `${(micros / total) * 100}%`;
  const attributes = Object.entries({ region: span.region, instance: span.instance, version: span.version, kind: span.kind, ...span.attributes });
  return (
    <li>
      <button type="button" data-row className="span-row" aria-expanded={open} onClick={onToggle}>
        <span className="span-name" title={`${span.service} ${span.name}`} style={{ paddingLeft: row.depth * 14 }}>
          <b>{span.service}</b> {span.name} {span.error && <Chip tone="bad">error</Chip>}
        </span>
        <span className="span-track">
          <i className={`span-bar${row.critical ? ' critical' : ''}${span.error ? ' bad' : ''}`} style={{ left: percent(row.start), width: percent(span.durationMicros) }} />
          {row.gap / total > 0.02 && <i className="span-gap" style={{ left: percent(row.start), width: percent(row.gap) }} />}
        </span>
        <span className="n">
          {quantity(span.durationMicros / 1000, 'ms')}
          {row.critical && <span className="sr-only">, on the critical path</span>}
          {row.gap / total > 0.02 && <span className="sr-only">, {quantity(row.gap / 1000, 'ms')} before its first child</span>}
        </span>
      </button>
      {open && (
        <dl className="span-detail">
          {span.error && (
            <div>
              <dt>error</dt>
              <dd className="error">{span.error}</dd>
            </div>
          )}
          {row.gap > 0 && (
            <div>
              <dt>before the first child</dt>
              <dd>{quantity(row.gap / 1000, 'ms')}</dd>
            </div>
          )}
          {attributes.map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>
                <code>{typeof value === 'object' ? JSON.stringify(value) : String(value as string | number)}</code>
              </dd>
            </div>
          ))}
        </dl>
      )}
    </li>
  );
}

/** Traces of the same operation without an error, the shortest first: what it looks like when it is well. */
function Healthy({ root, id }: { root: Span; id: string }) {
  const url = useUrl();
  const { story } = useStory();
  const [asked, setAsked] = useState(false);
  const [window] = useState(() => ({ ...asWindow(null, null, '3600', now()), live: false }));
  const answer = useTraces({ service: root.service, limit: 200 }, window);
  if (!asked) {
    return (
      <button type="button" onClick={() => setAsked(true)}>
        Compare with a healthy trace
      </button>
    );
  }
  return (
    <Answer of={answer} what="healthy traces">
      {({ traces }) => {
        const well = traces.filter((t) => t.errorCount === 0 && t.id !== id && t.root === root.name);
        const fallback = traces.filter((t) => t.errorCount === 0 && t.id !== id);
        const shown = (well.length > 0 ? well : fallback).toSorted((a, b) => a.durationMs - b.durationMs).slice(0, 5);
        if (shown.length === 0) return <Empty title="No healthy trace of this operation is kept" />;
        return (
          <ul className="plain" aria-label="Healthy traces">
            {shown.map((t) => (
              <li key={t.id}>
                <button type="button" onClick={() => url.set({ with: t.id })}>
                  {clock(story(t.at))} · {t.root} · {quantity(t.durationMs, 'ms')}
                </button>
              </li>
            ))}
          </ul>
        );
      }}
    </Answer>
  );
}

function Comparison({ here, other, onClose }: { here: Span[]; other: string; onClose: () => void }) {
  const answer = useTrace(other);
  return (
    <section aria-labelledby="compared">
      <header className="row">
        <h2 id="compared">Beside a healthy trace</h2>
        <button type="button" className="small" onClick={onClose}>
          Close
        </button>
      </header>
      <Answer of={answer} what="the healthy trace">
        {({ spans }) => (
          <table className="rows">
            <thead>
              <tr>
                <th scope="col">Operation</th>
                <th scope="col" className="n">This one</th>
                <th scope="col" className="n">The healthy one</th>
                <th scope="col" className="n">Difference</th>
              </tr>
            </thead>
            <tbody>
              {compare(here, spans).map((c) => (
                <tr key={c.name}>
                  <th scope="row">{c.name}</th>
                  <td className="n">{side(c.here)}</td>
                  <td className="n">{side(c.there)}</td>
                  <td className="n">{quantity((c.here.micros - c.there.micros) / 1000, 'ms')}</td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </Answer>
    </section>
  );
}

function side({ count, micros }: { count: number; micros: number }): string {
  return count === 0 ? 'not there' : `${quantity(micros / 1000, 'ms')}${count > 1 ? ` in ${count}` : ''}`;
}
