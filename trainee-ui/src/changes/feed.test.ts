import { expect, it } from 'vitest';
import type { ChangeView } from '../api/drill';
import { diffLines, narrowed } from './feed';

const change = (id: string, storyAt: number, kind: string, target: string, summary = ''): ChangeView => ({
  id, at: 0, storyAt, kind, target, author: 'Ada', sha: null, summary, diff: null, you: false, revertible: false, progress: 'done', detail: '',
});
const all = [change('a', 1, 'deploy', 'checkout/eu', '4.12.0'), change('b', 3, 'config', 'cart', 'pool max'), change('c', 2, 'deploy', 'cart')];
const ids = (filter: Partial<{ kind: string; target: string; words: string }>) => narrowed(all, { kind: '', target: '', words: '', ...filter }).map((c) => c.id);

it('shows the latest first, narrowed', () => {
  expect(ids({})).toEqual(['b', 'c', 'a']);
  expect(ids({ kind: 'deploy' })).toEqual(['c', 'a']);
  expect(ids({ target: 'checkout' })).toEqual(['a']);
  expect(ids({ words: 'POOL' })).toEqual(['b']);
});
it('reads a diff line by line', () => {
  expect(diffLines('--- a\n+++ b\n@@ 1\n-max: 10\n+max: 2\n same\n').map((l) => l.sign)).toEqual(['@', '@', '@', '-', '+', ' ']);
});
