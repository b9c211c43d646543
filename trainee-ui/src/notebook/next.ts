import type { DrillView, Hypothesis, Notebook } from '../api/drill';

export type Stage = 'observe' | 'hypothesize' | 'test' | 'fix';
export const stages: { id: Stage; title: string }[] = [
  { id: 'observe', title: 'Observe' },
  { id: 'hypothesize', title: 'Hypothesize' },
  { id: 'test', title: 'Test' },
  { id: 'fix', title: 'Fix' },
];

/** The step the notebook stands at: the first that is not done; once the end is measured, the fix. */
export function stageOf({ state, notebook }: Pick<DrillView, 'state' | 'notebook'>): Stage {
  if (state === 'verifying') return 'fix';
  if (notebook.lockedAt === null) return notebook.observe.submittedAt === null ? 'observe' : 'hypothesize';
  const judged = notebook.tests.some((t) => t.reading !== null && Object.keys(t.verdicts).length >= t.hypotheses.length);
  return judged ? 'fix' : 'test';
}

/** The one thing to do next, as a colleague would ask it; null where there is nothing to ask. */
export function nextStep(view: Pick<DrillView, 'state' | 'notebook'>): string | null {
  const { notebook: n, state } = view;
  if (state !== 'working' && state !== 'paged') return null;
  if (state === 'paged') return 'Acknowledge the page.';
  if (n.lockedAt === null && n.observe.submittedAt === null) return nextObservation(n);
  if (n.lockedAt === null) return nextHypothesis(n.hypotheses);
  return nextTest(n);
}

/** The hypothesis that a digit gives its likelihood to while none has the focus: the first without one. */
export function likelihoodDue({ hypotheses }: Notebook): Hypothesis | null {
  return hypotheses.find((h) => !h.locked && h.likelihood === 0) ?? null;
}

/** The first hypothesis on which a reading of a declared test has no verdict yet. */
export function verdictDue({ tests }: Notebook): { test: string; hypothesis: string } | null {
  for (const { id, reading, verdicts, hypotheses } of tests) {
    const hypothesis = reading && hypotheses.find((h) => !(h in verdicts));
    if (hypothesis) return { test: id, hypothesis };
  }
  return null;
}

function nextObservation({ observe: o }: Notebook): string {
  if (o.blast.who === null) return 'Who is hurt?';
  if (o.blast.journeys === null) return 'Which journeys are hurt?';
  if (o.blast.where === null) return 'Where are they hurt?';
  if (o.onsetAt === null) return 'When did it begin? Press o at the step in a graph.';
  if (o.readings.length < 2) return 'Cite what you see: r at a crosshair, abnormal or normal.';
  if (o.suspects.length === 0) return 'Which changes are suspect? Press s on a row of the change feed.';
  return 'Submit the observation when it says what you see.';
}

function nextHypothesis(hypotheses: Hypothesis[]): string {
  if (hypotheses.length === 0) return 'What would explain this? One sentence.';
  if (hypotheses.length === 1) return 'What else would look like this?';
  const open = hypotheses.find((h) => h.likelihood === 0);
  if (open) return `How likely is “${open.text}”? Press 1–9, in tens.`;
  const blind = hypotheses.find((h) => h.prediction === null);
  if (blind) return `Which reading would prove “${blind.text}” wrong?`;
  return 'Lock the hypotheses when they say what you believe.';
}

function nextTest(n: Notebook): string {
  const waiting = n.tests.find((t) => t.reading === null);
  if (waiting) return 'Run the declared test.';
  const unjudged = n.tests.find((t) => Object.keys(t.verdicts).length < t.hypotheses.length);
  if (unjudged) return 'What does the reading say of each hypothesis? + 0 - x';
  if (n.tests.length === 0) return 'Declare a test before you read: which reading tells your hypotheses apart?';
  return 'Test again, or apply the smallest change that removes the cause.';
}

export const MAX_LIKELIHOOD = 95;

/** What is left for "something else", in percent; negative when more was given out than there is. */
export function left(hypotheses: Pick<Hypothesis, 'likelihood'>[]): number {
  return 100 - hypotheses.reduce((sum, h) => sum + h.likelihood, 0);
}

/** Why the hypotheses cannot be locked yet, or null. */
export function unlockable(hypotheses: Hypothesis[], first: boolean): string | null {
  if (first && hypotheses.length < 2) return 'Two or three hypotheses are needed.';
  if (left(hypotheses) < 0) return 'The likelihoods add up to more than 100 %.';
  if (hypotheses.some((h) => h.likelihood === 0)) return 'Each hypothesis needs a likelihood.';
  if (hypotheses.some((h) => h.prediction === null)) return 'Each hypothesis needs a prediction: the reading you would see if it were true.';
  return null;
}
