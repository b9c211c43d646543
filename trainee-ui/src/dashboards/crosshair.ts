import type { Aspect } from '../api/drill';

/** What the crosshair points at: one value of one series, ready to be cited. */
export interface Pointed {
  at: number;
  query: string;
  label: string;
  value: number | null;
  unit: string;
  aspect: Aspect | null;
}

let pointed: Pointed | null = null;

/** The last place of the crosshair stays when the pointer leaves: the key comes a moment later. */
export function point(to: Pointed) {
  pointed = to;
}

export function pointedAt(): Pointed | null {
  return pointed;
}
