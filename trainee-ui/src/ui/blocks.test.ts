import { expect, it } from 'vitest';
import { blocks, pieces } from './blocks';

it('reads headings, paragraphs, lists and code', () => {
  expect(blocks('# Lesson\n\nOne line\nand its rest.\n\n- a\n- b\n  more\n\n1. c\n\n```\nSELECT 1\n```')).toEqual([
    { kind: 'heading', level: 1, text: 'Lesson' },
    { kind: 'paragraph', text: 'One line and its rest.' },
    { kind: 'list', ordered: false, items: ['a', 'b more'] },
    { kind: 'list', ordered: true, items: ['c'] },
    { kind: 'code', text: 'SELECT 1' },
  ]);
});
it('prints a box to tick', () => {
  expect(blocks('- [ ] an index\n- [x] a test')).toEqual([{ kind: 'list', ordered: false, items: ['☐ an index', '☑ a test'] }]);
});
it('reads bold, emphasis and code inside a line', () => {
  expect(pieces('a **b** *c* `d*e` f').map((p) => p.kind)).toEqual(['text', 'bold', 'text', 'emphasis', 'text', 'code', 'text']);
});
