import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { z } from 'zod';
import { get } from './client';
import { debriefSchema } from './debrief';
import { drillRowSchema } from './drill';
import { list } from './base';
import { diagnosticsSchema, scenariosSchema, topologySchema, vocabularySchema } from './library';
import { now } from './now';
import { liveKey, useDrill } from './session';
import {
  actionsSchema, annotationsSchema, changesSchema, dashboardsSchema, graphSchema, logsSchema, metricNamesSchema,
  rangeSchema, traceSchema, tracesSchema,
} from './telemetry';

const LIST_POLL_MS = 3_000;
const drillsSchema = z.object({ drills: list(drillRowSchema) });

export function useScenarios() {
  return useQuery({
    queryKey: ['scenarios'], queryFn: ({ signal }) => get(scenariosSchema, '/scenarios', {}, signal),
    refetchInterval: LIST_POLL_MS,
  });
}

export function useDrills() {
  return useQuery({
    queryKey: ['drills'], queryFn: ({ signal }) => get(drillsSchema, '/drills', {}, signal).then((d) => d.drills),
    refetchInterval: LIST_POLL_MS,
  });
}

export function useTopology(id: string) {
  return useQuery({
    queryKey: ['topology', id], enabled: id !== '', staleTime: Infinity,
    queryFn: ({ signal }) => get(topologySchema, `/topologies/${id}`, {}, signal),
  });
}

export function useVocabulary() {
  const { view } = useDrill();
  return useQuery({
    queryKey: ['vocabulary', view.topology], staleTime: Infinity,
    queryFn: ({ signal }) => get(vocabularySchema, '/vocabulary', { topology: view.topology }, signal),
  });
}

type Params = Record<string, string | number | boolean | null | undefined>;

/** Polled in time with the stream's frames; while the next answer is on its way the last one stays. */
function useLive<T extends z.ZodType>(schema: T, place: string, params: Params = {}, enabled = true) {
  const { id } = useDrill();
  return useQuery({
    queryKey: [...liveKey(id), place, params], enabled, placeholderData: keepPreviousData, retry: false,
    queryFn: ({ signal }): Promise<z.infer<T>> => get(schema, `/drills/${id}/${place}`, params, signal),
  });
}

/** Asked once, as what it answers belongs to the past or does not change within a drill. */
function useSettled<T extends z.ZodType>(schema: T, place: string, params: Params = {}, enabled = true) {
  const { id } = useDrill();
  return useQuery({
    queryKey: ['drill', id, 'settled', place, params], enabled, placeholderData: keepPreviousData, retry: false,
    staleTime: 60_000,
    queryFn: ({ signal }): Promise<z.infer<T>> => get(schema, `/drills/${id}/${place}`, params, signal),
  });
}

/** A window of real time. `live` follows the present; otherwise the answer no longer changes. */
export interface Window {
  from: number;
  to: number;
  live: boolean;
  lengthMs: number;
}

/** `from` and `to` of metrics, logs and traces travel in milliseconds since the epoch. */
function bounds(from: number, to: number) {
  return { from: Math.floor(from), to: Math.ceil(to) };
}

const MAX_POINTS = 300;

function stepOf(lengthMs: number): number {
  return Math.min(10, Math.max(1, Math.ceil(lengthMs / 1000 / MAX_POINTS)));
}

/** Something asked for a window of time: polled up to the present while the window follows it. */
function useWindowed<T extends z.ZodType>(schema: T, place: string, params: Params, window: Window, enabled = true) {
  const { id } = useDrill();
  const settled = useSettled(schema, place, { ...params, ...bounds(window.from, window.to) }, enabled && !window.live);
  const live = useQuery({
    queryKey: [...liveKey(id), place, params, window.lengthMs], enabled: enabled && window.live,
    placeholderData: keepPreviousData, retry: false,
    queryFn: ({ signal }): Promise<z.infer<T>> => {
      const to = now();
      return get(schema, `/drills/${id}/${place}`, { ...params, ...bounds(to - window.lengthMs, to) }, signal);
    },
  });
  return window.live ? live : settled;
}

export function useRange(query: string, window: Window, enabled = true) {
  return useWindowed(rangeSchema, 'metrics/range', { query, step: stepOf(window.lengthMs) }, window, enabled);
}

export function useLogs(query: string, window: Window, limit: number) {
  return useWindowed(logsSchema, 'logs', { query, limit }, window);
}

export function useTraces(params: Params, window: Window) {
  return useWindowed(tracesSchema, 'traces', params, window);
}

export const useGraph = (by: string) => useLive(graphSchema, 'graph', { by });
export const useDashboards = () => useSettled(dashboardsSchema, 'dashboards');
export const useMetricNames = () => useSettled(metricNamesSchema, 'metrics/names');
export const useAnnotations = () => useLive(annotationsSchema, 'annotations');
export const useChanges = () => useLive(changesSchema, 'changes');
export const useActions = () => useLive(actionsSchema, 'actions');
export const useDiagnostics = () => useSettled(diagnosticsSchema, 'diagnostics');
export const useTrace = (traceId: string | null) => useSettled(traceSchema, `traces/${traceId}`, {}, traceId !== null);

export function useDebrief(step: string) {
  const { id } = useDrill();
  return useQuery({
    queryKey: ['drill', id, 'debrief', step], retry: 1, placeholderData: keepPreviousData,
    queryFn: ({ signal }) => get(debriefSchema, `/drills/${id}/debrief`, {}, signal),
  });
}
