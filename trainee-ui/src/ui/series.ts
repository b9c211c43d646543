import { quantity } from '../format/number';

export interface ChartSeries {
  label: string;
  points: (readonly [number, number | null, ...unknown[]])[];
}

export interface ChartMark {
  at: number;
  kind: string;
  text: string;
  /** What the mark stands for, to whoever drew it. */
  ref?: string | null;
}

export type Columns = [number[], ...(number | null)[][]];

/** One column of times in seconds and one column of values per series, gaps as null. */
export function align(series: ChartSeries[], offsetMs: number): Columns {
  const times = new Set<number>();
  for (const s of series) for (const [at] of s.points) times.add(at);
  const xs = [...times].sort((a, b) => a - b);
  const index = new Map(xs.map((at, i) => [at, i]));
  const columns = series.map((s) => {
    const column: (number | null)[] = new Array<null>(xs.length).fill(null);
    for (const [at, value] of s.points) column[index.get(at) as number] = value;
    return column;
  });
  return [xs.map((at) => (at + offsetMs) / 1000), ...columns];
}

export interface SeriesFacts {
  label: string;
  last: number | null;
  min: number | null;
  max: number | null;
  mean: number | null;
}

export function facts(series: ChartSeries): SeriesFacts {
  const values = series.points.map((p) => p[1]).filter((v): v is number => v !== null);
  if (values.length === 0) return { label: series.label, last: null, min: null, max: null, mean: null };
  let min = Infinity;
  let max = -Infinity;
  let sum = 0;
  for (const v of values) {
    min = Math.min(min, v);
    max = Math.max(max, v);
    sum += v;
  }
  return { label: series.label, last: values.at(-1) ?? null, min, max, mean: sum / values.length };
}

const SUMMARY_SERIES = 4;

/** What the picture shows, for who does not see it. */
export function summary(title: string, series: ChartSeries[], unit: string): string {
  const known = series.map(facts).filter((f) => f.last !== null);
  if (known.length === 0) return `${title}: no data in this range.`;
  const said = known
    .toSorted((a, b) => (b.last ?? 0) - (a.last ?? 0))
    .slice(0, SUMMARY_SERIES)
    .map((f) => `${f.label} now ${quantity(f.last, unit)}, from ${quantity(f.min, unit)} to ${quantity(f.max, unit)}`);
  const more = known.length - said.length;
  return `${title}: ${said.join('; ')}${more > 0 ? `; and ${more} more` : ''}.`;
}

/** The column whose value at a row lies closest to a height on the y axis; the largest without a height. */
export function nearest(columns: Columns, row: number, y: number | null): number | null {
  let best: number | null = null;
  let distance = Infinity;
  for (let c = 1; c < columns.length; c++) {
    const value = columns[c]?.[row];
    if (value === null || value === undefined) continue;
    const away = y === null ? -value : Math.abs(value - y);
    if (away < distance) {
      distance = away;
      best = c - 1;
    }
  }
  return best;
}
