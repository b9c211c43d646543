import type { Page } from '../api/drill';
import type { Frame } from '../api/telemetry';
import { quantity, short } from '../format/number';
import { span } from '../format/time';

interface Promised {
  kind: string;
  objective: number | null;
  thresholdMs: number | null;
}

/** "99.9 % of requests, under 800 ms". */
export function objectiveSentence({ kind, objective, thresholdMs }: Promised): string {
  if (objective === null) return kind;
  const share = `${Number((objective <= 1 ? objective * 100 : objective).toFixed(3))} %`;
  return thresholdMs ? `${share} under ${quantity(thresholdMs, 'ms')}` : `${share} ${kind}`;
}

const NOW_SECONDS = 5;

/** "8.2 % of users' requests fail, 21/s": over the last seconds. */
export function usersSentence(offered: number[], failed: number[]): string {
  const sum = (values: number[]) => values.slice(-NOW_SECONDS).reduce((a, b) => a + b, 0);
  const all = sum(offered);
  const rate = quantity(all / Math.min(NOW_SECONDS, Math.max(1, offered.length)), 'rps');
  return all === 0 ? 'No requests of users' : `${quantity(sum(failed) / all, 'ratio')} of users’ requests fail, of ${rate}`;
}

/** Kinds of timeline entries that somebody said. */
export const conversation: ReadonlySet<string> = new Set(['note', 'status', 'chat', 'question', 'answer', 'inject']);

/** How fast the budget of one SLO burns by the latest frame; a dash before there is one. */
export function burningNow(slis: Frame['sli'], slo: string): string {
  const burn = slis.find((s) => s.slo === slo)?.burn ?? null;
  return burn === null ? '–' : `${short(burn)}×`;
}

/** At this rate the budget of thirty days is gone in … */
function budgetGone(burnRate: number): string {
  return burnRate > 0 ? span((30 * 86_400_000) / burnRate) : 'never';
}

export function burnSentence(page: Pick<Page, 'burnRate'>): string {
  if (page.burnRate === null) return 'unknown';
  return `${short(page.burnRate)}×: the month's error budget would last ${budgetGone(page.burnRate)}`;
}
