import { z } from 'zod';
import { bool, list, maybe, maybeNum, maybeText, num, text } from './base';

/** What is known before a drill: scenarios, the topology, the words a hypothesis is made of. */

const scenarioSchema = z.object({
  id: z.string(), alert: text, service: text, minutes: num, clock: text, guided: bool, proven: bool,
  played: maybe(z.object({ times: num, bestScore: maybeNum })),
});
export type ScenarioRow = z.infer<typeof scenarioSchema>;

export const scenariosSchema = z.object({
  scenarios: list(scenarioSchema),
  runtime: maybe(z.object({ mesh: text, warmForSeconds: maybeNum, problem: maybeText })),
});

const linkSchema = z.object({ from: z.string(), to: z.string() });
const named = z.object({ name: z.string(), about: text, owner: text });

export const topologySchema = z.object({
  id: z.string(), title: text, about: text, regions: list(z.string()),
  services: list(named.extend({ runbook: text, external: bool, regions: list(z.string()), endpoints: list(z.string()) })),
  datastores: list(named), queues: list(named),
  links: list(linkSchema),
  journeys: list(z.object({ id: z.string(), about: text, links: list(linkSchema) })),
  segments: list(z.object({ name: z.string(), values: list(z.string()) })),
  slos: list(z.object({
    id: z.string(), title: text, kind: text, journey: maybeText, request: maybeText, objective: maybeNum,
    thresholdMs: maybeNum, service: text,
  })),
  flags: list(z.object({ name: z.string(), about: text })),
});
export type Topology = z.infer<typeof topologySchema>;

const titled = z.object({ id: z.string(), title: text });
const modeSchema = titled.extend({ family: text, about: text, phrases: list(z.string()) });
export type Mode = z.infer<typeof modeSchema>;

const diagnosticSchema = titled.extend({ targets: list(z.string()), outcomes: list(z.string()) });
/** In the vocabulary `targets` is the shape of its targets, in a drill the targets themselves. */
const diagnosticKindSchema = titled.extend({ targets: z.unknown(), outcomes: list(z.string()) });
export type Diagnostic = z.infer<typeof diagnosticSchema>;

export const vocabularySchema = z.object({
  components: list(z.object({ name: z.string(), kind: text })),
  modes: list(modeSchema), families: list(titled), triggers: list(titled),
  diagnostics: list(diagnosticKindSchema), lastingFixes: list(titled),
  settings: list(z.object({ key: z.string(), about: text })),
});
export type Vocabulary = z.infer<typeof vocabularySchema>;

export const diagnosticsSchema = z.object({ diagnostics: list(diagnosticSchema) });
