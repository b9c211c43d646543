import { expect, it } from 'vitest';
import { asRows } from './rows';

it('reads rows in each of the shapes a tool may answer in', () => {
  expect(asRows([{ pid: 1, state: 'active' }, { pid: 2, wait: 'Lock' }])).toEqual({ columns: ['pid', 'state', 'wait'], rows: [['1', 'active', ''], ['2', '', 'Lock']] });
  expect(asRows([['a', 1]])).toEqual({ columns: ['1', '2'], rows: [['a', '1']] });
  expect(asRows({ columns: ['pid'], rows: [[7]] })).toEqual({ columns: ['pid'], rows: [['7']] });
  expect(asRows(null)).toBeNull();
  expect(asRows([])).toBeNull();
});
