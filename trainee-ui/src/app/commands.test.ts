import { expect, it } from 'vitest';
import { commands, matching } from './commands';
import { speedNote } from './state';

it('finds places by the words typed, the beginning of a label first', () => {
  const all = commands('d1', undefined);
  expect(matching(all, 'tra')[0]?.to).toBe('/drills/d1/traces');
  expect(matching(all, 'metric expl').map((c) => c.key)).toEqual(['explore']);
  expect(matching(all, 'zzz')).toEqual([]);
});

it('says how fast the clock runs', () => {
  expect(speedNote(60)).toBe('1 minute here is 1 hour');
  expect(speedNote(24)).toBe('24× faster than life');
});
