import { expect, it } from 'vitest';
import type { ScenarioRow } from '../api/library';
import { ordered, runtimeSentence, solved, unfinished } from './list';

const row = (id: string, guided: boolean): ScenarioRow => ({ id, guided, alert: '', service: '', minutes: 8, clock: '02:07', proven: true, played: null });

it('puts the guided drill first', () => {
  expect(ordered([row('a', false), row('b', true)]).map((s) => s.id)).toEqual(['b', 'a']);
});
it('says what you have played', () => {
  expect(solved({ played: null })).toBe('not played yet');
  expect(solved({ played: { times: 2, bestScore: 71 } })).toBe('played 2 times, best 71');
});
it('knows which drills are still open, the newest first', () => {
  const drill = (id: string, state: 'working' | 'closed', startedAt: number) => ({ id, state, startedAt, scenario: '', alert: '', name: '', score: null });
  expect(unfinished([drill('a', 'working', 1), drill('b', 'closed', 2), drill('c', 'working', 3)]).map((d) => d.id)).toEqual(['c', 'a']);
});
it('says when a drill can begin', () => {
  expect(runtimeSentence({ mesh: 'warm', warmForSeconds: 90, problem: null })).toContain('1 min 30 s');
  expect(runtimeSentence({ mesh: 'failed', warmForSeconds: 0, problem: 'no engine: start it' })).toContain('no engine: start it');
});
