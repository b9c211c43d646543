import { expect, it } from 'vitest';
import { asMarkdown, kept, linesOf } from './runbook';

const line = (drill: string, text: string) => ({ drill, title: 'Checkout fails', text });

it('keeps one line a drill, the latest', () => {
  const lines = kept(kept(kept([], line('d1', 'look')), line('d2', 'ask')), line('d1', 'read'));
  expect(lines.map((l) => `${l.drill} ${l.text}`)).toEqual(['d2 ask', 'd1 read']);
  expect(linesOf(JSON.stringify(lines))).toEqual(lines);
});
it('reads as Markdown', () => {
  expect(asMarkdown([line('d1', 'look first')])).toBe('# My runbook\n\n- **Checkout fails**: next time I will look first\n');
});
it('takes nothing from what it cannot read', () => {
  expect(linesOf(null)).toEqual([]);
  expect(linesOf('- an old line')).toEqual([]);
  expect(linesOf('{"a":1}')).toEqual([]);
});
