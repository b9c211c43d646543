import type { Debrief, Harm, ScoreStage } from '../api/debrief';
import type { RangeSeries } from '../api/telemetry';
import { plural, quantity } from '../format/number';

export const steps = [
  'What do you believe?',
  'The cause',
  'From fault to user',
  'Your graph',
  'The turning point',
  'Its twin',
  'The four steps',
  'Next time',
] as const;
export const LAST_STEP = steps.length;

export function harmSentence(harm: Harm | null): string {
  if (!harm) return 'not measured';
  const share = harm.offered > 0 ? ` of ${harm.offered.toLocaleString('en')} (${quantity(harm.failed / harm.offered, 'ratio')})` : '';
  return `${plural(harm.failed, 'request')} failed${share}`;
}

/** The share of the error budget that was burned; it may be more than all of it. */
export function budgetSentence(harm: Harm | null): string {
  return harm?.budgetBurned == null ? '' : `${quantity(harm.budgetBurned, 'ratio')} of the error budget`;
}

/** Stages in order of what was lost there, the biggest loss first. */
export function byLoss(stages: ScoreStage[]): ScoreStage[] {
  return stages.toSorted((a, b) => b.max - b.points - (a.max - a.points));
}

/** A graph's series in either of the shapes they may come in: as the metrics API has them, or bare points. */
export function seriesOf(raw: unknown): RangeSeries[] {
  if (!Array.isArray(raw)) return [];
  if (raw.every((row) => Array.isArray(row) && typeof row[0] === 'number')) {
    return raw.length === 0 ? [] : [{ labels: {}, points: raw as RangeSeries['points'] }];
  }
  return raw.filter((row): row is RangeSeries => row !== null && typeof row === 'object' && Array.isArray((row as RangeSeries).points))
    .map((row) => ({ labels: row.labels ?? {}, points: row.points }));
}

export interface Moment {
  at: number;
  kind: string;
  text: string;
}

/** The moments of the drill on its graph, in order. */
export function moments(graph: NonNullable<Debrief['graph']>): Moment[] {
  const facts: [number | null, string, string][] = [
    [graph.injectedAt, 'change', 'Fault began'],
    [graph.onsetAt, 'alert', 'True onset'],
    [graph.yourOnsetAt, 'you', 'Your onset'],
    [graph.pagedAt, 'alert', 'Paged'],
    [graph.mitigatedAt, 'change', 'Users well again'],
  ];
  const known = facts.filter((f): f is [number, string, string] => f[0] !== null).map(([at, kind, text]) => ({ at, kind, text }));
  return [...known, ...graph.marks].toSorted((a, b) => a.at - b.at);
}

/** The beliefs to choose from: as the server names them, else your own hypotheses. */
export function beliefChoices(raw: unknown, own: { id: string; text: string }[]): { id: string; text: string }[] {
  if (Array.isArray(raw) && raw.length > 0) {
    return raw.flatMap((c: unknown) => {
      if (typeof c === 'string') return [{ id: c, text: own.find((h) => h.id === c)?.text ?? c }];
      const { id, text, title } = (c ?? {}) as { id?: unknown; text?: unknown; title?: unknown };
      return typeof id === 'string' ? [{ id, text: typeof text === 'string' ? text : typeof title === 'string' ? title : id }] : [];
    });
  }
  return own;
}
