import type { Page } from '../api/drill';
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

/** At this rate the budget of thirty days is gone in … */
function budgetGone(burnRate: number): string {
  return burnRate > 0 ? span((30 * 86_400_000) / burnRate) : 'never';
}

export function burnSentence(page: Pick<Page, 'burnRate'>): string {
  if (page.burnRate === null) return 'unknown';
  return `${short(page.burnRate)}×: the month's error budget would last ${budgetGone(page.burnRate)}`;
}
