import { describe, expect, it } from 'vitest';
import { plural, quantity } from './number';
import { ago, clock, countdown, span, stamp } from './time';
import { enumeration, sentence } from './words';

describe('numbers', () => {
  it('carry the unit an engineer expects', () => {
    expect(quantity(0.081, 'ratio')).toBe('8.1 %');
    expect(quantity(0.8123, 'seconds')).toBe('812 ms');
    expect(quantity(1.25, 'seconds')).toBe('1.25 s');
    expect(quantity(123.4, 'rps')).toBe('123/s');
    expect(quantity(3 * 1024 * 1024, 'bytes')).toBe('3 MiB');
    expect(quantity(45_200)).toBe('45.2k');
    expect(quantity(null, 'rps')).toBe('–');
    expect(quantity(0.00042, 'cores')).toBe('0.0004 cores');
  });
  it('count things', () => {
    expect(plural(1, 'request')).toBe('1 request');
    expect(plural(1200, 'query', 'queries')).toBe('1,200 queries');
  });
});

describe('times', () => {
  const night = Date.UTC(2026, 2, 3, 2, 7, 31);
  it('are those of the story, in UTC', () => {
    expect(clock(night)).toBe('02:07:31');
    expect(stamp(night, night + 60_000)).toBe('02:07:31');
    expect(stamp(night - 26 * 3600_000, night)).toBe('Mon 00:07');
  });
  it('name a length by its largest parts', () => {
    expect(span(45_000)).toBe('45 s');
    expect(span(200_000)).toBe('3 min 20 s');
    expect(span(26 * 3600_000)).toBe('26 h');
    expect(span(3 * 86400_000)).toBe('3 days');
    expect(countdown(65_000)).toBe('1:05');
    expect(ago(night, night + 300)).toBe('just now');
  });
});

describe('words', () => {
  it('read as a sentence', () => {
    expect(sentence('rules-out')).toBe('Rules out');
    expect(sentence('onCall')).toBe('On call');
    expect(enumeration(['a', 'b', 'c'])).toBe('a, b and c');
  });
});
