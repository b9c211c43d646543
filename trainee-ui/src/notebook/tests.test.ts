import { expect, it } from 'vitest';
import type { Hypothesis, Test } from '../api/drill';
import { predictionsToTest, verdictOf } from './tests';

const hypothesis = (id: string, likelihood: number, target: string): Hypothesis => ({
  id, text: id, component: null, family: null, mode: null, trigger: null, likelihood, locked: true, author: '',
  prediction: { diagnostic: 'pool', target, outcome: 'waiting' },
});

it('offers predictions that are not tested yet, the likeliest first', () => {
  const test: Test = { id: 't', hypotheses: [], diagnostic: 'pool', target: 'b', expected: 'waiting', declaredAt: 0, reading: null, verdicts: {}, spoiled: false };
  const all = [hypothesis('h1', 20, 'a'), hypothesis('h2', 60, 'b'), hypothesis('h3', 40, 'c')];
  expect(predictionsToTest(all, []).map((p) => p.number)).toEqual([2, 3, 1]);
  expect(predictionsToTest(all, [test]).map((p) => p.number)).toEqual([3, 1]);
});

it('gives a verdict by one key', () => {
  expect(['+', '0', '-', 'x', 'q'].map(verdictOf)).toEqual(['fits', 'says-nothing', 'against', 'rules-out', null]);
});
