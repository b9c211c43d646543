import type { Aspect } from '../api/drill';
import type { Topology } from '../api/library';
import type { Annotation, MetricName, Panel, RangeSeries } from '../api/telemetry';
import { type Question, questionOf } from '../notebook/scope';
import type { ChartMark, ChartSeries } from '../ui/series';

/** `{{endpoint}} p99` filled with a series' labels; without a legend, all labels. */
export function legendOf(labels: Record<string, string>, legend: string, fallback: string): string {
  if (legend !== '') {
    const filled = legend.replace(/\{\{\s*(\w+)\s*\}\}/g, (_, name: string) => labels[name] ?? '').trim();
    if (filled !== '') return filled;
  }
  const shown = Object.entries(labels).filter(([name]) => name !== '__name__').map(([name, value]) => `${name}=${value}`);
  return shown.join(' ') || labels.__name__ || fallback;
}

export interface Split {
  question: Question;
  dimension: string;
  /** The label whose value names the series' part of the dimension. */
  label: string;
}

/** The question of the blast radius that a panel's series answer, each with its own part of users; or null. */
export function splitOf({ legend, query }: Pick<Panel, 'legend' | 'query'>, topology: Topology): Split | null {
  for (const [, label = ''] of legend.matchAll(/\{\{\s*(\w+)\s*\}\}/g)) {
    const dimension = label === 'value' ? (/dimension="(\w+)"/.exec(query)?.[1] ?? '') : label;
    const question = questionOf(dimension, topology);
    if (question) return { question, dimension, label };
  }
  return null;
}

/** Series with labels that are unique, as a legend needs them. */
export function chartSeries(series: RangeSeries[], legend: string, title: string): ChartSeries[] {
  const seen = new Map<string, number>();
  return series.map((s) => {
    const label = legendOf(s.labels, legend, title);
    const before = seen.get(label) ?? 0;
    seen.set(label, before + 1);
    return { label: before === 0 ? label : `${label} (${before + 1})`, points: s.points as ChartSeries['points'] };
  });
}

/** Changes, alerts, and the onset you flagged. */
export function marksOf(annotations: Annotation[], onsetAt: number | null): ChartMark[] {
  const marks: ChartMark[] = annotations.map((a) => ({ at: a.at, kind: a.kind, text: a.text, ref: typeof a.ref === 'string' ? a.ref : null }));
  if (onsetAt !== null && !marks.some((m) => m.kind === 'you' && Math.abs(m.at - onsetAt) < 1000)) {
    marks.push({ at: onsetAt, kind: 'you', text: 'Your onset' });
  }
  return marks;
}

/** What a query most likely measures, where no panel says so. */
export function aspectOf(query: string): Aspect {
  if (/histogram_quantile|_seconds(_bucket|_sum|_max)?\b|duration|latency|wait/.test(query)) return 'latency';
  if (/error|failed|5\.\.|status=~?"5|rejected|timeout/.test(query)) return 'errors';
  if (/rate\(.*(requests|_count|_total)/.test(query)) return 'traffic';
  return 'saturation';
}

/** A first query for a metric of each kind. */
function starter(metric: MetricName): string {
  switch (metric.kind) {
    case 'counter': return `sum(rate(${metric.name}[30s]))`;
    case 'histogram': {
      const bucket = metric.name.endsWith('_bucket') ? metric.name : `${metric.name}_bucket`;
      return `histogram_quantile(0.99, sum by (le) (rate(${bucket}[30s])))`;
    }
    default: return metric.name;
  }
}

/** Metric names and label names that complete the word at the end of a query. */
export function completions(query: string, metrics: MetricName[]): { key: string; label: string; detail: string }[] {
  const word = /[a-zA-Z_:][\w:]*$/.exec(query)?.[0] ?? '';
  const kept = query.slice(0, query.length - word.length);
  const label = /\{[^}]*?(\w+)\s*=~?\s*"([^"]*)$/.exec(query);
  if (label) {
    const [, name = '', typed = ''] = label;
    const values = new Set(metrics.flatMap((m) => (query.includes(m.name) ? (m.labels[name] ?? []) : [])));
    const before = query.slice(0, query.length - typed.length);
    return [...values].filter((v) => v.startsWith(typed)).map((v) => ({ key: `${before}${v}"`, label: v, detail: name }));
  }
  if (/\{[^}]*$/.test(kept)) {
    const names = new Set(metrics.flatMap((m) => (query.includes(m.name) ? Object.keys(m.labels) : [])));
    return [...names].filter((n) => n.startsWith(word)).map((n) => ({ key: `${kept}${n}="`, label: n, detail: 'label' }));
  }
  if (query !== '' && word.length < 2) return [];
  const typed = word.toLowerCase();
  return metrics
    .filter((m) => m.name.toLowerCase().includes(typed) && m.name !== word)
    .toSorted((a, b) => Number(!a.name.startsWith(typed)) - Number(!b.name.startsWith(typed)))
    .slice(0, 50)
    .map((m) => ({ key: query === '' ? starter(m) : kept + m.name, label: m.name, detail: m.help || m.kind }));
}
