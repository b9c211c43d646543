import type { Aspect } from '../api/drill';

/** What the crosshair points at: one value of one series, ready to be cited. */
export interface Pointed {
  at: number;
  query: string;
  label: string;
  value: number | null;
  unit: string;
  aspect: Aspect | null;
  /** The change whose mark is close by. */
  change: string | null;
}

let pointed: Pointed | null = null;

/** The last place of the crosshair stays when the pointer leaves: the key comes a moment later. */
export function point(to: Pointed) {
  pointed = to;
}

/** The graph is gone, and with it what was pointed at. */
export function unpoint() {
  pointed = null;
}

export function pointedAt(): Pointed | null {
  return pointed;
}
