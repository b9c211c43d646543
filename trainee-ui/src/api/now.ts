import { useSyncExternalStore } from 'react';

/** Below this the two clocks are taken for one: a frame is a second old at most. */
const TOLERATED_MS = 3_000;
let skewMs = 0;

/** Learns from a frame how far this machine's clock is from the server's. */
export function learnSkew(frameAt: number) {
  const off = frameAt - Date.now();
  skewMs = Math.abs(off) > TOLERATED_MS ? off : 0;
}

/** The server's present, in epoch milliseconds. */
export function now(): number {
  return Date.now() + skewMs;
}

const watchers = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;
let tick = 0;

/** The server's present, once a second. */
export function useNow(): number {
  useSyncExternalStore(
    (watcher) => {
      watchers.add(watcher);
      timer ??= setInterval(() => {
        tick++;
        for (const w of watchers) w();
      }, 1000);
      return () => {
        watchers.delete(watcher);
        if (watchers.size > 0) return;
        clearInterval(timer);
        timer = undefined;
      };
    },
    () => tick,
  );
  return now();
}
