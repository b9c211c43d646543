import { useMemo, useState } from 'react';
import type { Debrief } from '../api/debrief';
import { useStory } from '../api/session';
import { chartSeries } from '../dashboards/panel';
import { clock } from '../format/time';
import { Chart } from '../ui/Chart';
import { Empty } from '../ui/states';
import { moments, seriesOf } from './debrief';

const MARGIN_MS = 30_000;

/** Your own graph: the true onset against your flag, your looks, lock, tests, changes, recovery. */
export function YourGraph({ debrief: { graph } }: { debrief: Debrief }) {
  const { offset, story } = useStory();
  const [table, setTable] = useState(false);
  const series = useMemo(() => chartSeries(seriesOf(graph?.series), '', "Users' SLI"), [graph]);
  const marks = useMemo(() => (graph ? moments(graph) : []), [graph]);
  const times = [...series.flatMap((s) => s.points.map((p) => p[0])), ...marks.map((m) => m.at)];
  if (!graph || times.length === 0) return <Empty title="Nothing was recorded of this drill" />;
  const unit = series.every((s) => s.points.every((p) => p[1] === null || p[1] <= 1)) ? 'ratio' : '';
  const from = Math.min(...times) - (series.length === 0 ? MARGIN_MS : 0);
  const to = Math.max(...times) + MARGIN_MS;
  const off = graph.onsetAt !== null && graph.yourOnsetAt !== null ? Math.round((graph.yourOnsetAt - graph.onsetAt) / 1000) : null;
  return (
    <>
      <p className="lead">
        {graph.onsetAt === null ? 'Nothing left its baseline.' : `It began at ${clock(story(graph.onsetAt))}. `}
        {graph.onsetAt !== null && (off === null ? 'You flagged no onset.' : off === 0 ? 'Your flag stands on the same second.' : `Your flag stands ${Math.abs(off)} s ${off > 0 ? 'later' : 'earlier'}.`)}
      </p>
      {series.length > 0 && (
        <button type="button" className="small" aria-pressed={table} onClick={() => setTable(!table)}>
          Table
        </button>
      )}
      {series.length > 0 && <Chart table={table} title="The users' SLI during your drill" unit={unit} series={series} from={from} to={to} offsetMs={offset} marks={marks} height={240} />}
      <ol className="entries">
        {marks.map((m, i) => (
          // oxlint-disable-next-line react/no-array-index-key
          <li key={i} className={`entry ${m.kind === 'you' ? 'by-you' : ''}`}>
            <time>{clock(story(m.at))}</time>
            <span className="entry-text">{m.text}</span>
          </li>
        ))}
      </ol>
    </>
  );
}
