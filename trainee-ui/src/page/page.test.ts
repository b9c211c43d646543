import { expect, it } from 'vitest';
import { burnSentence, burningNow, objectiveSentence, usersSentence } from './page';

it('says what is promised', () => {
  expect(objectiveSentence({ kind: 'availability', objective: 0.999, thresholdMs: null })).toBe('99.9 % availability');
  expect(objectiveSentence({ kind: 'latency', objective: 99, thresholdMs: 800 })).toBe('99 % under 800 ms');
});
it('says what the burn means', () => {
  expect(burnSentence({ burnRate: 360 })).toBe("360×: the month's error budget would last 2 h");
});
it('says how fast the budget burns now', () => {
  expect(burningNow([{ slo: 'a', good: 1, total: 2, burn: 78.4 }], 'a')).toBe('78.4×');
  expect(burningNow([], 'a')).toBe('–');
});
it('says what users meet now, over the last seconds only', () => {
  expect(usersSentence([90, 20, 20, 20, 20, 20], [90, 2, 2, 2, 2, 2])).toBe('10 % of users’ requests fail, of 20/s');
  expect(usersSentence([0, 0], [0, 0])).toBe('No requests of users');
});
