import { useEffect } from 'react';
import { send } from '../api/acts';
import { useDrill } from '../api/session';
import type { Place } from './places';

/** Looks at one view within this time are one look. */
const COALESCE_MS = 5_000;
const last = new Map<string, number>();
const looking = new Set(['paged', 'working', 'verifying', 'onCall']);

/** Notes in the drill's journal what is being looked at; a look that cannot be noted is no loss to anyone. */
export function useLook(place: Place | null, item: string | null) {
  const { id, view } = useDrill();
  const counts = looking.has(view.state);
  useEffect(() => {
    if (place && counts) look(id, place, item ?? '');
  }, [id, place, item, counts]);
}

export function look(drill: string, view: string, target: string) {
  const key = `${drill} ${view} ${target}`;
  const now = Date.now();
  if (now - (last.get(key) ?? 0) < COALESCE_MS) return;
  last.set(key, now);
  send(drill, { act: 'look', view, target }).catch(() => undefined);
}
