import type { TimelineEntry } from '../api/drill';

export type Author = 'you' | 'system' | 'others';

export function who(by: string): Author {
  return by === 'you' || by === 'system' ? by : 'others';
}

/** Entries of the chosen authors whose text has the words, the latest first. */
export function chosen(entries: TimelineEntry[], author: Author | 'all', words: string): TimelineEntry[] {
  const wanted = words.toLowerCase().trim();
  return entries
    .filter((e) => (author === 'all' || who(e.by) === author) && `${e.kind} ${e.text}`.toLowerCase().includes(wanted))
    .toReversed();
}
