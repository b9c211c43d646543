import { expect, it } from 'vitest';
import { beliefChoices, byLoss, harmSentence, moments, seriesOf } from './debrief';

it('tells what users suffered', () => {
  expect(harmSentence({ failed: 80, offered: 1000, budgetBurned: null })).toBe('80 requests failed of 1,000 (8 %)');
  expect(harmSentence(null)).toBe('not measured');
});
it('begins with the biggest loss', () => {
  const stage = (name: string, points: number) => ({ stage: name, points, max: 25, items: [] });
  expect(byLoss([stage('observe', 20), stage('test', -3), stage('fix', 25)]).map((s) => s.stage)).toEqual(['test', 'observe', 'fix']);
});
it('puts the moments of the drill in order', () => {
  const graph = { query: null, series: null, onsetAt: 20, yourOnsetAt: 25, injectedAt: 10, pagedAt: 40, mitigatedAt: null, marks: [{ at: 30, kind: 'you', text: 'Locked' }] };
  expect(moments(graph).map((m) => m.text)).toEqual(['Fault began', 'True onset', 'Your onset', 'Locked', 'Paged']);
});
it('reads series in either shape', () => {
  expect(seriesOf([[1, 2], [2, null]])).toEqual([{ labels: {}, points: [[1, 2], [2, null]] }]);
  expect(seriesOf([{ labels: { a: 'b' }, points: [] }])).toEqual([{ labels: { a: 'b' }, points: [] }]);
  expect(seriesOf(null)).toEqual([]);
});
it('offers your own hypotheses where no choices are named', () => {
  const own = [{ id: 'h1', text: 'pool' }];
  expect(beliefChoices(null, own)).toEqual(own);
  expect(beliefChoices(['h1', 'x'], own)).toEqual([{ id: 'h1', text: 'pool' }, { id: 'x', text: 'x' }]);
  expect(beliefChoices([{ id: 'h1', text: 'pool' }], [])).toEqual(own);
});
