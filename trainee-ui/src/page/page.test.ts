import { expect, it } from 'vitest';
import { burnSentence, burningNow, objectiveSentence } from './page';

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
