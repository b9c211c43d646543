import { describe, expect, it } from 'vitest';
import type { Span } from '../api/telemetry';
import { compare, rows } from './waterfall';

const span = (id: string, parent: string | null, start: number, duration: number, service = id): Span => ({
  id, parent, service, region: 'eu', instance: '', version: '', name: 'call', kind: 'server', startMicros: 1_000 + start, durationMicros: duration, error: null, attributes: {},
});
// edge      |---------------------|
// checkout    |------------------|
// cart          |--|
// orders-db               |-----|
const trace = [span('edge', null, 0, 100), span('orders-db', 'checkout', 60, 30), span('cart', 'checkout', 12, 10), span('checkout', 'edge', 5, 90)];

describe('a waterfall', () => {
  it('is in order of parents and starts', () => {
    expect(rows(trace).rows.map((r) => [r.span.id, r.depth, r.start])).toEqual([['edge', 0, 0], ['checkout', 1, 5], ['cart', 2, 12], ['orders-db', 2, 60]]);
    expect(rows(trace).total).toBe(100);
  });
  it('shows the gap before the first child', () => {
    expect(rows(trace).rows.map((r) => r.gap)).toEqual([5, 7, 0, 0]);
  });
  it('marks the critical path', () => {
    const parallel = [span('root', null, 0, 100), span('fast', 'root', 0, 20), span('slow', 'root', 0, 95)];
    expect(rows(parallel).rows.filter((r) => r.critical).map((r) => r.span.id)).toEqual(['root', 'slow']);
  });
  it('takes a span whose parent is missing for a root', () => {
    expect(rows([span('b', 'lost', 3, 4)]).rows[0]).toMatchObject({ depth: 0, start: 0 });
  });
  it('compares two traces, the largest difference first', () => {
    const healthy = [span('edge', null, 0, 40), span('checkout', 'edge', 5, 30), span('orders-db', 'checkout', 10, 5)];
    expect(compare(trace, healthy)[0]?.name).toBe('edge · call');
    expect(compare(trace, healthy).find((c) => c.name.startsWith('cart'))?.there.count).toBe(0);
  });
});
