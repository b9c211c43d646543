import { z } from 'zod';
import { bool, byName, list, maybeNum, maybeText, num, text } from './base';
import { aspectSchema, changeSchema } from './drill';

/** What the mesh says of itself: graph, series, logs, spans, changes. */

const badgeSchema = z.object({ kind: text, text, level: z.enum(['info', 'warn', 'bad']).catch('info') });
const nodeSchema = z.object({
  id: z.string(), name: z.string(), kind: text, region: maybeText, rps: num, errorRate: num, p95Ms: maybeNum,
  saturation: maybeNum, badges: list(badgeSchema),
});
export type GraphNode = z.infer<typeof nodeSchema>;
const edgeSchema = z.object({ from: z.string(), to: z.string(), rps: num, errorRate: num, p95Ms: maybeNum });
export type GraphEdge = z.infer<typeof edgeSchema>;
export const graphSchema = z.object({ nodes: list(nodeSchema), edges: list(edgeSchema) });
export type Graph = z.infer<typeof graphSchema>;

export const frameSchema = z.object({
  at: z.number(),
  sli: list(z.object({ slo: text, good: num, total: num, burn: maybeNum })),
  graph: graphSchema.nullish().transform((v) => v ?? { nodes: [], edges: [] }),
  spark: z.object({ offered: list(num), failed: list(num) }).nullish().transform((v) => v ?? { offered: [], failed: [] }),
});
export type Frame = z.infer<typeof frameSchema>;

const pointSchema = z.tuple([z.number(), z.number().nullable()]).rest(z.unknown());
const rangeSeriesSchema = z.object({ labels: byName(z.string()), points: list(pointSchema) });
export type RangeSeries = z.infer<typeof rangeSeriesSchema>;
export const rangeSchema = z.object({ query: text, unit: text, series: list(rangeSeriesSchema) });

export const metricNamesSchema = z.object({
  metrics: list(z.object({ name: z.string(), kind: text, help: text, unit: text, labels: byName(z.array(z.string())) })),
});
export type MetricName = z.infer<typeof metricNamesSchema>['metrics'][number];

const panelSchema = z.object({
  id: z.string(), title: text, unit: text, query: z.string(), legend: text,
  aspect: aspectSchema.nullish().catch(null).transform((v) => v ?? null),
});
export type Panel = z.infer<typeof panelSchema>;
export const dashboardsSchema = z.object({
  dashboards: list(z.object({ id: z.string(), title: text, kind: text, panels: list(panelSchema) })),
});
export type Dashboard = z.infer<typeof dashboardsSchema>['dashboards'][number];

export const annotationsSchema = z.object({
  marks: list(z.object({ at: z.number(), kind: text, text, ref: z.unknown() })),
});
export type Annotation = z.infer<typeof annotationsSchema>['marks'][number];

const lineSchema = z.object({
  id: z.union([z.string(), z.number()]).transform(String), at: z.number(), service: text, region: text, instance: text,
  version: text, level: text, logger: text, message: text, traceId: maybeText, fields: byName(z.unknown()),
});
export type LogLine = z.infer<typeof lineSchema>;
const fieldSchema = z.object({
  name: z.string(),
  values: list(z.object({ value: z.union([z.string(), z.number(), z.boolean()]).transform(String), count: num })),
});
export type LogField = z.infer<typeof fieldSchema>;
const bucketSchema = z.object({ at: z.number(), counts: byName(z.number()).transform(byLevel) });
export type LogBucket = z.infer<typeof bucketSchema>;
export const logsSchema = z.object({
  lines: list(lineSchema), next: z.union([z.string(), z.number()]).nullish().transform((v) => (v == null ? null : String(v))),
  histogram: list(bucketSchema), fields: list(fieldSchema), total: num, refused: num,
});

const traceRowSchema = z.object({
  id: z.string(), root: text, service: text, at: z.number(), durationMs: num, spanCount: num, errorCount: num,
  services: list(z.string()),
});
export type TraceRow = z.infer<typeof traceRowSchema>;
export const tracesSchema = z.object({ traces: list(traceRowSchema) });

const spanSchema = z.object({
  id: z.string(), parent: maybeText, service: text, region: text, instance: text, version: text, name: text, kind: text,
  startMicros: z.number(), durationMicros: z.number(), error: z.union([z.string(), z.boolean()]).nullish()
    .transform((v) => (v === true ? 'error' : v || null)),
  attributes: byName(z.unknown()),
});
export type Span = z.infer<typeof spanSchema>;
export const traceSchema = z.object({ id: z.string(), spans: list(spanSchema) });

export const changesSchema = z.object({ changes: list(changeSchema) });

/** What every instance has, or null where they differ. */
const maybeValue = z.unknown().transform((v) => (v === null || v === undefined ? null : show(v)));

export const actionsSchema = z.object({
  services: list(z.object({
    name: z.string(),
    versions: list(z.object({ id: z.string(), summary: text, current: bool, previous: bool })),
    instances: list(z.object({ name: z.string(), region: text, version: text, state: text })),
    settings: list(z.object({
      key: z.string(), value: maybeValue, default: z.unknown().transform(show), about: text,
      scopeValues: z.unknown().transform(scopes),
    })),
    scale: byName(z.number()),
  })),
  flags: list(z.object({ name: z.string(), value: z.unknown().transform(show), about: text })),
  regions: list(z.string()),
});
export type Actions = z.infer<typeof actionsSchema>;
export type ActionService = Actions['services'][number];

/** Lines by three levels, whatever levels the services write. */
function byLevel(counts: Record<string, number>): { info: number; warn: number; error: number } {
  const sum = { info: 0, warn: 0, error: 0 };
  for (const [level, n] of Object.entries(counts)) sum[levelOf(level)] += n;
  return sum;
}

export function levelOf(level: string): 'error' | 'warn' | 'info' {
  const l = level.toLowerCase();
  return l === 'error' || l === 'fatal' ? 'error' : l.startsWith('warn') ? 'warn' : 'info';
}

function show(value: unknown): string {
  return value == null ? '' : typeof value === 'string' ? value : JSON.stringify(value);
}

/** Where a narrower scope overrides a setting: an object by scope, or rows of scope and value. */
function scopes(value: unknown): { scope: string; value: string }[] {
  if (Array.isArray(value)) {
    return value.map((row: { scope?: unknown; value?: unknown }) => ({ scope: show(row?.scope), value: show(row?.value) }));
  }
  return Object.entries((value ?? {}) as Record<string, unknown>).map(([scope, v]) => ({ scope, value: show(v) }));
}
