import { z } from 'zod';
import { list, maybeText, num, text } from './base';
import { post } from './client';
import type { Aspect, Prediction, Scope, Verdict } from './drill';
import { readingSchema } from './drill';

/** What can be done to the running mesh; the same shapes that scenarios use. */
export type Change =
  | { kind: 'deploy'; target: string; version: string }
  | { kind: 'config'; target: string; key: string; value: string | null }
  | { kind: 'flag'; flag: string; value: string }
  | { kind: 'scale'; target: string; instances: number }
  | { kind: 'restart'; target: string }
  | { kind: 'drain'; target: string; drained: boolean }
  | { kind: 'traffic'; region: string; percent: number }
  | { kind: 'cancel'; datastore: string; session: number };

export type Act =
  | { act: 'acknowledge' | 'submitObservation' | 'lockHypotheses' | 'resolve' | 'hold' | 'resume' | 'abandon' | 'reveal' }
  | { act: 'note' | 'status' | 'say'; text: string }
  | { act: 'askOwner'; service: string }
  | { act: 'look'; view: string; target: string }
  | { act: 'blast'; question: 'who' | 'journeys' | 'where'; scope: Scope }
  | { act: 'onset'; at: number | null }
  | { act: 'suspect'; ref: string; marked: boolean }
  | { act: 'reading'; query: string; at: number; value: number; label: string; aspect: Aspect; judgement: 'abnormal' | 'normal' }
  | { act: 'unread' | 'dropHypothesis' | 'lasting' | 'runTest'; id: string }
  | { act: 'hypothesis'; id?: string; text: string; component: string | null; family: string | null; mode: string | null;
      trigger: string | null; likelihood: number; prediction: Prediction | null }
  | { act: 'believe'; id: string; likelihood: number }
  | { act: 'read'; diagnostic: string; target: string }
  | { act: 'declareTest'; hypotheses: string[]; diagnostic: string; target: string; expected: string }
  | { act: 'verdict'; test: string; hypothesis: string; verdict: Verdict }
  | { act: 'change'; change: Change; preview?: boolean }
  | { act: 'revert'; changeId: string }
  | { act: 'hint'; stage: string }
  | { act: 'believeFinal'; hypothesis: string | null };

const anything = z.looseObject({ seq: num });
const previewSchema = z.object({
  instances: list(z.string()), capacityLostPercent: num, seconds: num, wayBack: text, warning: maybeText,
});
const readSchema = z.object({ reading: readingSchema });

const path = (drill: string) => `/drills/${drill}/acts`;

export const send = (drill: string, act: Act) => post(anything, path(drill), act);
export const sendForReading = (drill: string, act: Act) => post(readSchema, path(drill), act).then((r) => r.reading);
export const sendForPreview = (drill: string, change: Change) => post(previewSchema, path(drill), { act: 'change', change, preview: true });
