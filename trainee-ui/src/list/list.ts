import type { DrillRow } from '../api/drill';
import type { ScenarioRow } from '../api/library';
import { span } from '../format/time';

/** The guided one first, then as the library has them. */
export function ordered(scenarios: ScenarioRow[]): ScenarioRow[] {
  return scenarios.toSorted((a, b) => Number(b.guided) - Number(a.guided));
}

export function solved({ played }: Pick<ScenarioRow, 'played'>): string {
  if (!played || played.times === 0) return 'not played yet';
  const times = played.times === 1 ? 'played once' : `played ${played.times} times`;
  return played.bestScore === null ? times : `${times}, best ${played.bestScore}`;
}

const over = new Set(['closed', 'abandoned', 'invalid', 'reveal']);

export function unfinished(drills: DrillRow[]): DrillRow[] {
  return drills.filter((d) => !over.has(d.state)).toSorted((a, b) => b.startedAt - a.startedAt);
}

type Runtime = { mesh: string; warmForSeconds: number | null; problem: string | null };

export function runtimeSentence(runtime: Runtime | null): string {
  switch (runtime?.mesh) {
    case 'warm': return `The mesh is warm, for ${span((runtime.warmForSeconds ?? 0) * 1000)}: a drill begins at once.`;
    case 'starting': return 'The mesh is starting: a drill begins once it is warm.';
    case 'busy': return 'The mesh is in use: a drill waits for the next one to be warm.';
    case 'failed': return `The mesh could not be started: ${runtime.problem ?? 'the server\'s log says why'}. A drill tries again.`;
    default: return '';
  }
}
