import { z } from 'zod';
import { bool, list, maybe, maybeNum, maybeText, num, text } from './base';

/** The reveal. Until a step is open the server may leave its part out, so every part may be absent. */

const harmSchema = z.object({ failed: num, offered: num, budgetBurned: maybeNum });
export type Harm = z.infer<typeof harmSchema>;

const evidenceSchema = maybe(z.object({ place: text, target: text }));
export type Evidence = z.infer<typeof evidenceSchema>;

const itemSchema = z.object({ id: text, title: text, points: num, max: num, expected: text, did: text, evidence: evidenceSchema });
const stageSchema = z.object({ stage: text, points: num, max: num, items: list(itemSchema) });
export type ScoreStage = z.infer<typeof stageSchema>;

const scoreSchema = z.object({
  total: num, version: z.union([z.string(), z.number()]).nullish().transform((v) => String(v ?? '')),
  disturbed: z.unknown().transform((v) => (typeof v === 'string' ? v : v ? 'This drill was disturbed; its score is a guide only.' : null)),
  steps: list(stageSchema), caps: list(z.object({ text })),
});

export const debriefSchema = z.object({
  step: num,
  belief: maybe(z.object({ asked: bool, choices: z.unknown() })),
  cause: maybe(z.object({
    text, component: text, mode: text, modeTitle: text,
    envelope: maybe(z.object({ sha256: text, salt: text, answerYaml: text, matches: bool })),
  })),
  suffered: maybe(z.object({
    you: maybe(harmSchema), expert: maybe(harmSchema), nobody: maybe(harmSchema),
    mitigatedAfterMs: maybeNum, pagedAfterMs: maybeNum,
  })),
  chain: list(z.object({ component: text, caption: text, query: maybeText })),
  graph: maybe(z.object({
    query: maybeText,
    series: z.unknown(),
    onsetAt: maybeNum, yourOnsetAt: maybeNum, injectedAt: maybeNum, pagedAt: maybeNum, mitigatedAt: maybeNum,
    marks: list(z.object({ at: z.number(), kind: text, text })),
  })),
  turningPoint: maybe(z.object({ text, diagnostic: maybeText, target: maybeText, outcome: maybeText, at: maybeNum })),
  twin: maybe(z.object({ scenario: maybeText, text, panel: text })),
  score: maybe(scoreSchema), lesson: text, postmortem: text, runbook: text, nextTime: maybeText,
});
export type Debrief = z.infer<typeof debriefSchema>;
