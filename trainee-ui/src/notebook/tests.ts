import type { Hypothesis, Prediction, Test, Verdict } from '../api/drill';

/** Predictions that no test has taken up yet, with the number of their hypothesis, the likeliest first. */
export function predictionsToTest(hypotheses: Hypothesis[], tests: Test[]): { number: number; prediction: Prediction }[] {
  return hypotheses
    .map((h, i) => ({ number: i + 1, likelihood: h.likelihood, prediction: h.prediction }))
    .filter((h): h is typeof h & { prediction: Prediction } => h.prediction !== null)
    .filter(({ prediction: p }) => !tests.some((t) => t.diagnostic === p.diagnostic && t.target === p.target && t.expected === p.outcome))
    .toSorted((a, b) => b.likelihood - a.likelihood)
    .map(({ number, prediction }) => ({ number, prediction }));
}

export const verdictChoices: { verdict: Verdict; key: string; title: string }[] = [
  { verdict: 'fits', key: '+', title: 'Fits' },
  { verdict: 'says-nothing', key: '0', title: 'Says nothing' },
  { verdict: 'against', key: '-', title: 'Speaks against' },
  { verdict: 'rules-out', key: 'x', title: 'Rules out' },
];

export function verdictOf(key: string): Verdict | null {
  return verdictChoices.find((v) => v.key === key)?.verdict ?? null;
}
