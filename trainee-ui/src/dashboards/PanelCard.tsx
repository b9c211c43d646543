import { useEffect, useMemo, useRef, useState } from 'react';
import { Link } from 'wouter';
import { type Window, useAnnotations, useRange, useTopology } from '../api/queries';
import { useDrill, useStory } from '../api/session';
import type { Panel, RangeSeries } from '../api/telemetry';
import { drillPath } from '../app/places';
import type { Statement } from '../notebook/blast';
import { questions } from '../notebook/scope';
import { useBlast } from '../notebook/useBlast';
import { Chart, type Picking } from '../ui/Chart';
import { Chip } from '../ui/bits';
import { Empty, Failure, Loading } from '../ui/states';
import { point, unpoint } from './crosshair';
import { aspectOf, chartSeries, marksOf, splitOf } from './panel';
import { useOnScreen } from './onScreen';

const NO_SERIES: RangeSeries[] = [];

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
  useEffect(() => unpoint, []);
  const near = useOnScreen(card);
  const answer = useRange(panel.query, window, near);
  const annotations = useAnnotations();
  const raw = answer.data?.series;
  const series = useMemo(() => chartSeries(raw ?? [], panel.legend, panel.title), [raw, panel.legend, panel.title]);
  const onsetAt = view.notebook.observe.onsetAt;
  const marks = useMemo(() => marksOf(annotations.data?.marks ?? [], onsetAt), [annotations.data, onsetAt]);
  const service = /service="([\w-]+)"/.exec(panel.query)?.[1];
  const picking = usePicking(panel, raw ?? NO_SERIES);
  const unit = panel.unit || answer.data?.unit || '';
  return (
    <section className="panel" aria-label={panel.title} ref={card}>
      <header>
        <h3>{panel.title}</h3>
        <span className="panel-tools">
          {service && (
            <Link className="quiet small" href={drillPath(id, 'traces', { service, ...(window.live ? {} : { from: window.from, to: window.to }) })}>
              Traces
            </Link>
          )}
          <Link className="quiet small" href={drillPath(id, 'dashboards/explore', { query: panel.query, ...(window.live ? { last: window.lengthMs / 1000 } : { from: window.from, to: window.to }) })}>
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
          picking={picking}
          onZoom={onZoom}
          onCrosshair={(c) =>
            c &&
            point({
              at: c.at, value: c.value, change: c.mark?.kind === 'change' ? (c.mark.ref ?? null) : null, query: panel.query, unit, aspect: panel.aspect ?? aspectOf(panel.query),
              label: [board, panel.title, series[c.series]?.label].filter((w, i, all) => w && all.indexOf(w) === i).join(' · '),
            })
          }
        />
      )}
    </section>
  );
}

/** Where a graph splits users by one attribute, its legend answers the notebook: "only eu". */
function usePicking(panel: Panel, series: RangeSeries[]): Picking | undefined {
  const { view } = useDrill();
  const { open, say, says } = useBlast();
  const topology = useTopology(view.topology).data;
  const split = topology ? splitOf(panel, topology) : null;
  if (!open || !split || series.length < 2) return undefined;
  const { question, dimension, label } = split;
  const everyone: Statement = { question, scope: { kind: 'all' } };
  const one = (i: number): Statement => ({ question, scope: { kind: 'only', terms: [{ dimension, value: series[i]?.labels[label] ?? '' }] } });
  const asked = questions.find((q) => q.id === question);
  return {
    title: asked?.title ?? '',
    all: { label: asked?.all ?? '', picked: says(everyone), pick: () => say(everyone) },
    picked: (i) => says(one(i)),
    pick: (i) => say(one(i)),
  };
}

export function Annotations() {
  return (
    <p className="legend-marks muted small">
      <Chip>▲ change</Chip> <Chip>● alert</Chip> <Chip>⚑ yours</Chip>
    </p>
  );
}
