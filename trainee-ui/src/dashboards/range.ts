import { useMemo } from 'react';
import { now, useNow } from '../api/now';
import type { Window } from '../api/queries';
import { useKeys } from '../app/keys';
import { useUrl } from '../ui/url';

const DEFAULT_MS = 15 * 60_000;

/** The range of the address: absolute `from` and `to`, or the `last` seconds up to the present. */
export function asWindow(from: string | null, to: string | null, last: string | null, present: number): Window {
  const a = Number(from ?? Number.NaN);
  const b = Number(to ?? Number.NaN);
  if (Number.isFinite(a) && Number.isFinite(b) && b > a) return { from: a, to: b, live: false, lengthMs: b - a };
  const seconds = Number(last ?? Number.NaN);
  const lengthMs = Number.isFinite(seconds) && seconds > 0 ? seconds * 1000 : DEFAULT_MS;
  return { from: present - lengthMs, to: present, live: true, lengthMs };
}

export function zoomedOut(window: Window, present: number): { from: number; to: number } {
  const to = Math.min(present, window.to + window.lengthMs / 2);
  return { from: Math.round(to - window.lengthMs * 2), to: Math.round(to) };
}

/** The range of this place, shared by all its graphs, and the keys that change it. */
export function useRangeOfPlace() {
  const url = useUrl();
  const present = useNow();
  const [from, to, last] = [url.read('from'), url.read('to'), url.read('last')];
  const fixed = from !== null && to !== null;
  const window = useMemo(() => asWindow(from, to, last, fixed ? 0 : present), [from, to, last, fixed, present]);
  const zoom = (a: number, b: number) => url.set({ from: Math.round(a), to: Math.round(b), last: null }, false);
  const follow = (seconds: number | null) => url.set({ from: null, to: null, last: seconds });
  const zoomOut = () => {
    const wider = zoomedOut(window, now());
    zoom(wider.from, wider.to);
  };
  useKeys({ 't z': zoomOut, 't l': () => follow(null) });
  return { window, zoom, zoomOut, follow };
}
