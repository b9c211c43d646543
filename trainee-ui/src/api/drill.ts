import { z } from 'zod';
import { bool, byName, list, maybe, maybeNum, maybeText, num, text } from './base';

/** A drill as its participants see it: state, clock, page, notebook. */

const states = [
  'preparing', 'onCall', 'paged', 'working', 'verifying', 'reveal', 'closed', 'abandoned', 'invalid', 'interrupted',
] as const;
const drillStateSchema = z.enum(states);
export type DrillState = z.infer<typeof drillStateSchema>;

const termSchema = z.object({ dimension: z.string(), value: z.string() });
export type Term = z.infer<typeof termSchema>;

const scopeSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('all') }),
  z.object({ kind: z.literal('cantTell') }),
  z.object({ kind: z.literal('only'), terms: z.array(termSchema) }),
]);
export type Scope = z.infer<typeof scopeSchema>;

export const aspects = ['traffic', 'errors', 'latency', 'saturation'] as const;
export const aspectSchema = z.enum(aspects);
export type Aspect = z.infer<typeof aspectSchema>;

const citedSchema = z.object({
  id: z.string(), query: text, at: z.number(), value: maybeNum, label: text,
  aspect: aspectSchema, judgement: z.enum(['abnormal', 'normal']),
});
export type Cited = z.infer<typeof citedSchema>;

const predictionSchema = z.object({ diagnostic: z.string(), target: z.string(), outcome: z.string() });
export type Prediction = z.infer<typeof predictionSchema>;

const hypothesisSchema = z.object({
  id: z.string(), text, component: maybeText, family: maybeText, mode: maybeText, trigger: maybeText,
  likelihood: num, prediction: maybe(predictionSchema), locked: bool, author: text,
});
export type Hypothesis = z.infer<typeof hypothesisSchema>;

/** What a diagnostic answered: the tool's raw text and, judged, one outcome of its closed list. */
export const readingSchema = z.object({
  at: num, outcome: text, why: text, text, rows: z.unknown().transform((v) => v ?? null),
});
export type Reading = z.infer<typeof readingSchema>;

export const verdicts = ['fits', 'says-nothing', 'against', 'rules-out'] as const;
const verdictSchema = z.enum(verdicts);
export type Verdict = z.infer<typeof verdictSchema>;

const testSchema = z.object({
  id: z.string(), hypotheses: list(z.string()), diagnostic: text, target: text, expected: text, declaredAt: num,
  reading: maybe(readingSchema), verdicts: byName(verdictSchema), spoiled: bool,
});
export type Test = z.infer<typeof testSchema>;

const observeSchema = z.object({
  blast: z.object({ who: maybe(scopeSchema), journeys: maybe(scopeSchema), where: maybe(scopeSchema) }),
  onsetAt: maybeNum, suspects: list(z.object({ ref: z.string() })), readings: list(citedSchema), submittedAt: maybeNum,
});
export type Observe = z.infer<typeof observeSchema>;

const notebookSchema = z.object({
  observe: observeSchema, hypotheses: list(hypothesisSchema), lockedAt: maybeNum, tests: list(testSchema),
  lasting: maybeText,
});
export type Notebook = z.infer<typeof notebookSchema>;

export const timelineEntrySchema = z.object({
  seq: z.number(), at: z.number(), by: text, kind: text, text,
  ref: maybe(z.object({ place: text, target: text })),
});
export type TimelineEntry = z.infer<typeof timelineEntrySchema>;

export const changeSchema = z.object({
  id: z.string(), at: num, storyAt: maybeNum, kind: text, target: text, author: text, sha: maybeText, summary: text,
  diff: maybeText, you: bool, revertible: bool,
  progress: text, detail: text,
});
export type ChangeView = z.infer<typeof changeSchema>;

const pageSchema = z.object({
  slo: text, title: text, service: text, owner: text, runbook: text, burnRate: maybeNum, since: maybeNum,
  firedAt: maybeNum, objective: maybeNum, kind: text, summary: text, query: text, acknowledgedAt: maybeNum, resolvedAt: maybeNum,
});
export type Page = z.infer<typeof pageSchema>;

const progressSchema = z.object({ stage: text, detail: text, fraction: maybeNum, secondsLeft: maybeNum });
export type Progress = z.infer<typeof progressSchema>;

const clockSchema = z.object({
  storyOffsetMs: num, limitMs: maybeNum, remainingMs: maybeNum, held: bool,
  speedUp: z.number().nullish().transform((v) => v ?? 1),
});

const viewFields = {
  id: z.string(), scenario: text, topology: text, brief: text, seq: num, state: drillStateSchema, mode: text,
  seed: z.union([z.string(), z.number()]).nullish().transform((v) => v ?? null),
  envelope: maybe(z.object({ sha256: text })), progress: maybe(progressSchema), startedAt: num, clock: clockSchema,
  page: maybe(pageSchema), participants: list(z.object({ id: z.string(), name: text, role: text, you: bool })),
  notebook: notebookSchema, applied: list(changeSchema),
  hints: list(z.object({ stage: text, level: num, text })),
  result: maybe(z.object({ stage: text, total: maybeNum })),
};

export const drillSchema = z.object({ ...viewFields, timeline: list(timelineEntrySchema) });
export type DrillView = z.infer<typeof drillSchema>;

export const drillRowSchema = z.object({
  id: z.string(), scenario: text, alert: text, state: drillStateSchema, startedAt: num, name: text, score: maybeNum,
});
export type DrillRow = z.infer<typeof drillRowSchema>;
