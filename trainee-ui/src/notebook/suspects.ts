import type { ChangeView } from '../api/drill';

/** What may be suspected besides a change of the feed. */
export const otherSuspects = [
  { ref: 'traffic', title: 'Traffic', about: 'more or other requests than usual' },
  { ref: 'schedule', title: 'A schedule', about: 'something that runs at this hour' },
  { ref: 'dependency', title: 'A dependency', about: 'a service that somebody else runs' },
  { ref: 'none', title: 'None of these', about: 'nothing in the feed explains it' },
] as const;

export function suspectTitle(ref: string, changes: Pick<ChangeView, 'id' | 'kind' | 'target' | 'summary'>[]): string {
  const other = otherSuspects.find((s) => s.ref === ref);
  if (other) return other.title;
  const change = changes.find((c) => c.id === ref);
  return change ? `${change.kind} ${change.target}: ${change.summary}` : ref;
}
