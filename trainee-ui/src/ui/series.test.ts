import { describe, expect, it } from 'vitest';
import { align, facts, nearest, summary } from './series';

const p50 = { label: 'p50', points: [[1000, 0.02], [2000, 0.03]] as [number, number | null][] };
const p99 = { label: 'p99', points: [[2000, 0.9], [3000, null], [4000, 1.2]] as [number, number | null][] };

describe('a chart', () => {
  it('lines its series up on one column of times, with gaps', () => {
    expect(align([p50, p99], 500)).toEqual([
      [1.5, 2.5, 3.5, 4.5],
      [0.02, 0.03, null, null],
      [null, 0.9, null, 1.2],
    ]);
  });
  it('says in a sentence what it shows, the largest first', () => {
    expect(summary('Latency', [p50, p99], 'seconds')).toBe(
      'Latency: p99 now 1.2 s, from 900 ms to 1.2 s; p50 now 30 ms, from 20 ms to 30 ms.',
    );
    expect(summary('Latency', [{ label: 'p50', points: [] }], 'seconds')).toBe('Latency: no data in this range.');
  });
  it('cites the series nearest to the crosshair', () => {
    const columns = align([p50, p99], 0);
    expect(nearest(columns, 1, 0.1)).toBe(0);
    expect(nearest(columns, 1, 0.8)).toBe(1);
    expect(nearest(columns, 1, null)).toBe(1);
    expect(nearest(columns, 2, 0.1)).toBeNull();
  });
  it('knows last, least and most', () => {
    expect(facts(p99)).toMatchObject({ last: 1.2, min: 0.9, max: 1.2 });
  });
});
