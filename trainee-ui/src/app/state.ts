import type { DrillState } from '../api/drill';

const over: ReadonlySet<DrillState> = new Set(['reveal', 'closed', 'abandoned', 'invalid', 'interrupted']);

/** Nothing happens to the mesh any more. */
export function isOver(state: DrillState): boolean {
  return over.has(state);
}

/** Whether the clock may be held: while the page is worked at, and not while its end is measured. */
export function holdable(state: DrillState): boolean {
  return state === 'paged' || state === 'working';
}

export function stateWord(state: DrillState): string {
  switch (state) {
    case 'preparing': return 'Warming up';
    case 'onCall': return 'On call';
    case 'paged': return 'Triggered';
    case 'working': return 'Acknowledged';
    case 'verifying': return 'Verifying';
    case 'reveal': return 'Debrief';
    case 'closed': return 'Closed';
    case 'abandoned': return 'Abandoned';
    case 'invalid': return 'Invalid run';
    case 'interrupted': return 'Interrupted';
  }
}

export function stateTone(state: DrillState): 'info' | 'warn' | 'bad' | 'good' | 'empty' {
  switch (state) {
    case 'paged': return 'bad';
    case 'working': case 'interrupted': case 'invalid': return 'warn';
    case 'preparing': case 'verifying': return 'info';
    case 'onCall': case 'reveal': return 'good';
    case 'closed': case 'abandoned': return 'empty';
  }
}

/** "1 s here is 60 s there". */
export function speedNote(speedUp: number): string {
  const minutes = speedUp / 60;
  return speedUp >= 60 && Number.isInteger(minutes)
    ? `1 minute here is ${minutes === 1 ? '1 hour' : `${minutes} hours`}`
    : `${speedUp}× faster than life`;
}
