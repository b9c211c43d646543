import { useMemo, useRef, useState } from 'react';
import { Link } from 'wouter';
import { type Window, useAnnotations, useRange, useTopology } from '../api/queries';
import { useAct, useDrill, useStory } from '../api/session';
import type { Panel } from '../api/telemetry';
import { drillPath } from '../app/places';
import { questionOf } from '../notebook/scope';
import { Chart } from '../ui/Chart';
import { Chip } from '../ui/bits';
import { Empty, Failure, Loading } from '../ui/states';
import { point } from './crosshair';
import { aspectOf, chartSeries, marksOf } from './panel';
import { useOnScreen } from './onScreen';

interface Props {
  panel: Panel;
  board: string;
  window: Window;
  onZoom: (from: number, to: number) => void;
  height?: number;
}

/** One graph: its title, its series over the shared range, a table instead when asked. */
export function PanelCard({ panel, board, window, onZoom, height = 150 }: Props) {
  const { id, view } = useDrill();
  const { offset } = useStory();
  const [table, setTable] = useState(false);
  const card = useRef<HTMLElement>(null);
  const near = useOnScreen(card);
  const answer = useRange(panel.query, window, near);
  const annotations = useAnnotations();
  const raw = answer.data?.series;
  const series = useMemo(() => chartSeries(raw ?? [], panel.legend, panel.title), [raw, panel.legend, panel.title]);
  const onsetAt = view.notebook.observe.onsetAt;
  const marks = useMemo(() => marksOf(annotations.data?.marks ?? [], onsetAt), [annotations.data, onsetAt]);
  const service = /service="([\w-]+)"/.exec(panel.query)?.[1];
  const unit = panel.unit || answer.data?.unit || '';
  return (
    <section className="panel" aria-label={panel.title} ref={card}>
      <header>
        <h3>{panel.title}</h3>
        <Only panel={panel} labels={raw?.map((s) => s.labels) ?? []} />
        <span className="panel-tools">
          {service && (
            <Link className="quiet small" href={drillPath(id, 'traces', { service, ...(window.live ? {} : { from: window.from, to: window.to }) })}>
              Traces
            </Link>
          )}
          <Link className="quiet small" href={drillPath(id, 'dashboards/explore', { query: panel.query })}>
            Explore
          </Link>
          <button type="button" className="quiet small" aria-pressed={table} onClick={() => setTable(!table)}>
            Table
          </button>
        </span>
      </header>
      {answer.error && !raw ? (
        <Failure error={answer.error} retry={() => void answer.refetch()} />
      ) : !raw ? (
        <Loading what={panel.title} />
      ) : series.length === 0 ? (
        <Empty title="No data in this range" />
      ) : (
        <Chart
          title={panel.title}
          unit={unit}
          series={series}
          from={window.from}
          to={window.to}
          offsetMs={offset}
          marks={marks}
          height={height}
          table={table}
          onZoom={onZoom}
          onCrosshair={(c) =>
            c &&
            point({
              at: c.at, value: c.value, query: panel.query, unit, aspect: panel.aspect ?? aspectOf(panel.query),
              label: [board, panel.title, series[c.series]?.label].filter((w, i, all) => w && all.indexOf(w) === i).join(' · '),
            })
          }
        />
      )}
    </section>
  );
}

/** Where a graph splits users by one attribute, its values go to the notebook by a click: "only eu". */
function Only({ panel, labels }: { panel: Panel; labels: Record<string, string>[] }) {
  const { view } = useDrill();
  const act = useAct();
  const topology = useTopology(view.topology).data;
  const label = /^\{\{\s*(\w+)\s*\}\}$/.exec(panel.legend)?.[1];
  const dimension = label === 'value' ? /dimension="(\w+)"/.exec(panel.query)?.[1] : label;
  const question = dimension && topology ? questionOf(dimension, topology) : null;
  if (!question || !dimension || !label || view.notebook.observe.submittedAt !== null || view.state !== 'working') return null;
  const values = [...new Set(labels.map((l) => l[label]).filter((v): v is string => !!v))];
  if (values.length < 2) return null;
  return (
    <select
      className="only"
      aria-label={`${panel.title}: note in the notebook`}
      value=""
      onChange={(e) => {
        const value = e.target.value;
        void act({ act: 'blast', question, scope: value === '*' ? { kind: 'all' } : { kind: 'only', terms: [{ dimension, value }] } });
      }}
    >
      <option value="">Note…</option>
      <option value="*">All are hurt</option>
      {values.map((v) => (
        <option key={v} value={v}>
          Only {v}
        </option>
      ))}
    </select>
  );
}

export function Annotations() {
  return (
    <p className="legend-marks muted small">
      <Chip>▲ change</Chip> <Chip>● alert</Chip> <Chip>⚑ yours</Chip>
    </p>
  );
}
