import { expect, it } from 'vitest';
import { chosen } from './timeline';

const entry = (seq: number, by: string, text: string) => ({ seq, at: seq, by, kind: 'note', text, ref: null });

it('shows the latest first, by author and by words', () => {
  const all = [entry(1, 'system', 'Paged'), entry(2, 'you', 'Acknowledged'), entry(3, 'Ada', 'Looking at payment')];
  expect(chosen(all, 'all', '').map((e) => e.seq)).toEqual([3, 2, 1]);
  expect(chosen(all, 'you', '').map((e) => e.seq)).toEqual([2]);
  expect(chosen(all, 'others', 'PAY').map((e) => e.seq)).toEqual([3]);
});
