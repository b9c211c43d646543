/** The places of the desk, in the order of the navigation, with the second key after `g`. */
export const places = [
  { id: 'brief', title: 'Brief', key: 'b' },
  { id: 'page', title: 'Page', key: 'p' },
  { id: 'mesh', title: 'Mesh', key: 'm' },
  { id: 'dashboards', title: 'Dashboards', key: 'd' },
  { id: 'logs', title: 'Logs', key: 'l' },
  { id: 'traces', title: 'Traces', key: 't' },
  { id: 'changes', title: 'Changes', key: 'c' },
  { id: 'diagnostics', title: 'Diagnostics', key: 'i' },
  { id: 'actions', title: 'Actions', key: 'a' },
  { id: 'timeline', title: 'Timeline', key: 'h' },
  { id: 'debrief', title: 'Debrief', key: 'r' },
] as const;

export type Place = (typeof places)[number]['id'];

export function asPlace(word: string | undefined): Place | null {
  return places.find((p) => p.id === word)?.id ?? null;
}

export function drillPath(drill: string, place: string, search: Record<string, string | number | null | undefined> = {}): string {
  const query = new URLSearchParams();
  for (const [key, value] of Object.entries(search)) {
    if (value !== null && value !== undefined && value !== '') query.set(key, String(value));
  }
  const text = query.toString();
  return `/drills/${drill}/${place}${text ? `?${text}` : ''}`;
}
