import { describe, expect, it } from 'vitest';
import { match, opensPair } from './keys';

const nothing = () => {};
const bindings = [{ 'g m': nothing, 'g l': nothing, m: nothing, '?': nothing }];

describe('keys', () => {
  it('go by pairs before single keys', () => {
    expect(match(bindings, 'g', 'm')).toBe('g m');
    expect(match(bindings, null, 'm')).toBe('m');
    expect(match(bindings, 'x', 'm')).toBe('m');
    expect(match(bindings, 'g', 'q')).toBeNull();
  });
  it('wait for a second key only where there is a pair', () => {
    expect(opensPair(bindings, 'g')).toBe(true);
    expect(opensPair(bindings, '?')).toBe(false);
  });
});
