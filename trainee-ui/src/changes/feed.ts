import type { ChangeView } from '../api/drill';

export interface Filter {
  kind: string;
  target: string;
  words: string;
}

/** The feed, the latest first, narrowed to a kind, a component and words. */
export function narrowed(changes: ChangeView[], { kind, target, words }: Filter): ChangeView[] {
  const wanted = words.toLowerCase().trim();
  return changes
    .filter((c) => kind === '' || c.kind === kind)
    .filter((c) => target === '' || c.target.split('/')[0] === target)
    .filter((c) => wanted === '' || `${c.summary} ${c.target} ${c.author} ${c.sha ?? ''} ${c.diff ?? ''}`.toLowerCase().includes(wanted))
    .toSorted((a, b) => timeOf(b) - timeOf(a));
}

/** Changes from before the drill stand at their story time. */
function timeOf(c: ChangeView): number {
  return c.storyAt ?? c.at;
}

export interface DiffLine {
  key: number;
  sign: '+' | '-' | '@' | ' ';
  text: string;
}

export function diffLines(diff: string): DiffLine[] {
  return diff.replace(/\n$/, '').split('\n').map((text, key) => {
    const sign = /^(\+\+\+|---|@@|diff )/.test(text) ? '@' : text.startsWith('+') ? '+' : text.startsWith('-') ? '-' : ' ';
    return { key, sign, text };
  });
}
