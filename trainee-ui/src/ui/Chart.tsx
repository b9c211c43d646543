import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { quantity } from '../format/number';
import { clock } from '../format/time';
import { type ChartMark, type ChartSeries, type Columns, align, facts, nearest, summary } from './series';
import { plotOptions } from './plot';
import { useRepaint } from './theme';

export interface Crosshair {
  at: number;
  series: number;
  value: number | null;
  /** The mark close by, if there is one. */
  mark: ChartMark | null;
}

interface Props {
  title: string;
  unit: string;
  series: ChartSeries[];
  /** The range shown, in real milliseconds. */
  from: number;
  to: number;
  /** Added to real times to show the story's. */
  offsetMs?: number;
  marks?: ChartMark[];
  height?: number;
  onZoom?: (from: number, to: number) => void;
  onCrosshair?: (crosshair: Crosshair | null) => void;
  table?: boolean;
  /** Makes the legend's series to be chosen: what choosing one means is the caller's. */
  picking?: Picking | undefined;
}

export interface Picking {
  title: string;
  all: { label: string; picked: boolean; pick: () => void };
  picked: (series: number) => boolean;
  pick: (series: number) => void;
}

const NO_MARKS: ChartMark[] = [];
const MARK_REACH_PX = 6;

/** The only place that knows uPlot: lines over time, crosshair shared by all charts, drag to zoom, marks. */
export function Chart(p: Props) {
  const { title, unit, series, from, to, offsetMs = 0, marks = NO_MARKS, height = 168, onZoom, onCrosshair } = p;
  const host = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot | null>(null);
  const columns = useMemo(() => align(series, offsetMs), [series, offsetMs]);
  const [row, setRow] = useState<number | null>(null);
  const live = useRef({ columns, marks, offsetMs, onZoom, onCrosshair });
  live.current = { columns, marks, offsetMs, onZoom, onCrosshair };
  const labels = series.map((s) => s.label).join('\n');

  useEffect(() => {
    const element = host.current;
    if (!element || p.table) return;
    const now = live.current;
    const options = plotOptions({
      labels: labels === '' ? [] : labels.split('\n'), unit, height, width: element.clientWidth || 320,
      marks: () => live.current.marks.map((m) => ({ ...m, at: (m.at + live.current.offsetMs) / 1000 })),
      onSelect: (a, b) => live.current.onZoom?.(a * 1000 - live.current.offsetMs, b * 1000 - live.current.offsetMs),
      onCursor: (u, own) => {
        const idx = u.cursor.idx ?? null;
        setRow(u.cursor.left !== undefined && u.cursor.left >= 0 ? idx : null);
        if (own) tell(u, idx);
      },
    });
    const u = new uPlot(options, now.columns as uPlot.AlignedData, element);
    plot.current = u;
    const watcher = new ResizeObserver(() => u.setSize({ width: element.clientWidth, height }));
    watcher.observe(element);
    return () => {
      watcher.disconnect();
      u.destroy();
      plot.current = null;
    };
  }, [labels, unit, height, p.table]);

  function tell(u: uPlot, idx: number | null) {
    const { columns: now, onCrosshair: say, offsetMs: offset } = live.current;
    if (idx === null || now[0][idx] === undefined) return;
    const top = u.cursor.top ?? -1;
    const chosen = nearest(now, idx, top >= 0 ? u.posToVal(top, 'y') : null);
    if (chosen === null) return;
    const mark = markAt(u, live.current.marks, now[0][idx], offset) ?? null;
    say?.({ at: Math.round(now[0][idx] * 1000 - offset), series: chosen, value: now[chosen + 1]?.[idx] ?? null, mark });
  }

  useEffect(() => {
    const u = plot.current;
    if (!u) return;
    u.batch(() => {
      u.setData(columns as uPlot.AlignedData, false);
      u.setScale('x', { min: (from + offsetMs) / 1000, max: (to + offsetMs) / 1000 });
    });
  }, [columns, from, to, offsetMs, marks, labels, unit, height, p.table]);

  useRepaint(useMemo(() => () => plot.current?.redraw(false, true), []));

  const onKeyDown = (e: KeyboardEvent) => {
    const u = plot.current;
    const step = e.key === 'ArrowRight' ? 1 : e.key === 'ArrowLeft' ? -1 : 0;
    if (!u || step === 0 || columns[0].length === 0) return;
    e.preventDefault();
    const start = row ?? (step > 0 ? -1 : columns[0].length);
    const idx = Math.min(columns[0].length - 1, Math.max(0, start + step * (e.shiftKey ? 10 : 1)));
    const series1 = nearest(columns, idx, null);
    const value = series1 === null ? null : columns[series1 + 1]?.[idx];
    u.setCursor({ left: u.valToPos(columns[0][idx] ?? 0, 'x'), top: value == null ? 0 : u.valToPos(value, 'y') });
    tell(u, idx);
  };

  const at = row === null ? null : columns[0][row];
  const mark = at == null ? undefined : markAt(plot.current, marks, at, offsetMs);
  if (p.table) return <ChartTable title={title} unit={unit} series={series} />;
  return (
    <div className="chart">
      {/* A chart takes the focus so that its crosshair can be moved by arrow keys. */}
      <div
        ref={host}
        className="chart-canvas"
        style={{ height }}
        tabIndex={0}
        role="group"
        aria-roledescription="chart"
        aria-label={summary(title, series, unit)}
        onKeyDown={onKeyDown}
      />
      <Legend series={series} columns={columns} row={row} unit={unit} picking={p.picking} />
      <p className="chart-at" aria-live="off">
        {at != null && <time>{clock(at * 1000)}</time>}
        {mark && <span className={`mark ${mark.kind}`}>{mark.text}</span>}
      </p>
    </div>
  );
}

function markAt(u: uPlot | null, marks: ChartMark[], x: number, offsetMs: number): ChartMark | undefined {
  if (!u) return undefined;
  const left = u.valToPos(x, 'x');
  return marks.find((m) => Math.abs(u.valToPos((m.at + offsetMs) / 1000, 'x') - left) <= MARK_REACH_PX);
}

const LEGEND_LIMIT = 8;

interface LegendProps {
  series: ChartSeries[];
  columns: Columns;
  row: number | null;
  unit: string;
  picking: Picking | undefined;
}

function Legend({ series, columns, row, unit, picking }: LegendProps) {
  return (
    <ul className="legend" aria-label={picking?.title}>
      {picking && (
        <li>
          <span className="muted">{picking.title}</span>
          <button type="button" className="small" aria-pressed={picking.all.picked} onClick={picking.all.pick}>
            {picking.all.label}
          </button>
        </li>
      )}
      {series.slice(0, LEGEND_LIMIT).map((s, i) => {
        const entry = (
          <>
            <span className={`swatch s${i % 8}`} aria-hidden="true" />
            <span className="legend-label" title={s.label}>
              {s.label}
            </span>
            <b>{quantity(row === null ? facts(s).last : columns[i + 1]?.[row], unit)}</b>
          </>
        );
        return (
          <li key={s.label}>
            {picking ? (
              <button type="button" className="small" aria-pressed={picking.picked(i)} onClick={() => picking.pick(i)}>
                {entry}
              </button>
            ) : (
              entry
            )}
          </li>
        );
      })}
      {series.length > LEGEND_LIMIT && <li className="muted">and {series.length - LEGEND_LIMIT} more, in the table</li>}
    </ul>
  );
}

function ChartTable({ title, unit, series }: { title: string; unit: string; series: ChartSeries[] }) {
  return (
    <div className="chart-table">
      <table>
        <caption className="sr-only">{summary(title, series, unit)}</caption>
        <thead>
          <tr>
            <th scope="col">Series</th>
            {['Last', 'Least', 'Mean', 'Most'].map((h) => (
              <th scope="col" key={h} className="n">
                {h}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {series.map(facts).map((f) => (
            <tr key={f.label}>
              <th scope="row">{f.label}</th>
              {[f.last, f.min, f.mean, f.max].map((v, i) => (
                // oxlint-disable-next-line react/no-array-index-key
                <td key={i} className="n">
                  {quantity(v, unit)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
