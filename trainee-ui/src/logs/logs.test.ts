import { describe, expect, it } from 'vitest';
import { type LogLine, levelOf } from '../api/telemetry';
import { folded, pattern } from './lines';
import { asQuery, narrowed } from './query';

describe('a query', () => {
  it('takes labels into the selector, in or out', () => {
    expect(narrowed('', 'service', 'checkout')).toBe('{service="checkout"}');
    expect(narrowed('{service="cart"} |= "timeout"', 'service', 'checkout')).toBe('{service="checkout"} |= "timeout"');
    expect(narrowed('{service="cart"}', 'level', 'INFO', true)).toBe('{service="cart", level!="INFO"}');
  });
  it('takes other fields after json', () => {
    expect(narrowed('{service="cart"}', 'tier', 'guest')).toBe('{service="cart"} | json | tier="guest"');
    expect(narrowed('{level="WARN"} | json | tier="guest"', 'locale', 'de', true)).toBe('{level="WARN"} | json | tier="guest" | locale!="de"');
  });
  it('takes plain words for a search', () => {
    expect(asQuery('connection is not available')).toBe('{service=~".+"} |= "connection is not available"');
    expect(asQuery('{level="ERROR"}')).toBe('{level="ERROR"}');
    expect(asQuery('|= "x"')).toBe('{service=~".+"} |= "x"');
    expect(asQuery('  ')).toBe('');
  });
});

describe('lines', () => {
  const line = (id: string, message: string): LogLine => ({
    id, at: 0, service: 'cart', region: 'eu', instance: 'cart-eu-1', version: '1', level: 'WARN', logger: 'l', message, traceId: null, fields: {},
  });
  it('that differ in numbers and ids only are folded', () => {
    expect(pattern('took 812 ms for 4bf92f3577b34da6a3ce929d0e0e4736')).toBe('took # ms for #');
    expect(folded([line('1', 'took 8 ms'), line('2', 'refused'), line('3', 'took 9.5 ms')]).map((f) => [f.line.id, f.times])).toEqual([['1', 2], ['2', 1]]);
  });
  it('have one of three levels', () => {
    expect(['ERROR', 'WARNING', 'DEBUG'].map(levelOf)).toEqual(['error', 'warn', 'info']);
  });
});
