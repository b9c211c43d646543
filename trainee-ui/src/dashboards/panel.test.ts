import { describe, expect, it } from 'vitest';
import type { Topology } from '../api/library';
import type { MetricName } from '../api/telemetry';
import { aspectOf, chartSeries, completions, legendOf, marksOf, splitOf } from './panel';
import { asWindow, zoomedOut } from './range';

describe('a panel', () => {
  it('names its series by the legend', () => {
    expect(legendOf({ endpoint: 'POST /orders', region: 'eu' }, '{{endpoint}} {{region}}', 'x')).toBe('POST /orders eu');
    expect(legendOf({ region: 'eu' }, '', 'x')).toBe('region=eu');
    expect(legendOf({}, '', 'Requests')).toBe('Requests');
  });
  it('answers a question of the notebook by what it is split by', () => {
    const shop = { segments: [{ name: 'tier', values: ['guest'] }] } as Topology;
    expect(splitOf({ legend: '{{journey}}/{{request}}', query: '' }, shop)).toEqual({ question: 'journeys', dimension: 'journey', label: 'journey' });
    expect(splitOf({ legend: '{{value}}', query: 'x{dimension="tier"}' }, shop)).toEqual({ question: 'who', dimension: 'tier', label: 'value' });
    expect(splitOf({ legend: '{{region}}', query: '' }, shop)?.question).toBe('where');
    expect(splitOf({ legend: '{{uri}}', query: '' }, shop)).toBeNull();
  });
  it('keeps equal names apart', () => {
    const twice = [{ labels: { a: '1' }, points: [] }, { labels: { a: '1' }, points: [] }];
    expect(chartSeries(twice, '{{a}}', '').map((s) => s.label)).toEqual(['1', '1 (2)']);
  });
  it('marks the onset once', () => {
    expect(marksOf([{ at: 5, kind: 'change', text: 'deploy', ref: null }], 9_000)).toHaveLength(2);
    expect(marksOf([{ at: 9_100, kind: 'you', text: 'onset', ref: null }], 9_000)).toHaveLength(1);
  });
});

describe('a query', () => {
  const metrics: MetricName[] = [
    { name: 'hikaricp_connections_active', kind: 'gauge', help: '', unit: '', labels: { pool: ['orders-db', 'stock-db'] } },
    { name: 'http_server_requests_seconds', kind: 'histogram', help: '', unit: 'seconds', labels: { service: ['checkout'] } },
  ];
  it('is guessed to measure one aspect', () => {
    expect(aspectOf('histogram_quantile(0.99, sum by (le) (rate(http_server_requests_seconds_bucket[30s])))')).toBe('latency');
    expect(aspectOf('sum(rate(http_server_requests_seconds_count{status=~"5.."}[30s]))')).toBe('errors');
    expect(aspectOf('sum(rate(http_server_requests_count[30s]))')).toBe('traffic');
    expect(aspectOf('hikaricp_connections_active')).toBe('saturation');
  });
  it('is completed by metric, label and value', () => {
    expect(completions('rate(hikari', metrics)[0]?.key).toBe('rate(hikaricp_connections_active');
    expect(completions('hikaricp_connections_active{po', metrics)[0]?.key).toBe('hikaricp_connections_active{pool="');
    expect(completions('hikaricp_connections_active{pool="o', metrics).map((c) => c.label)).toEqual(['orders-db']);
    expect(completions('', metrics)[1]?.key).toContain('histogram_quantile');
  });
});

describe('a range', () => {
  it('follows the present, or stands where the address says', () => {
    expect(asWindow(null, null, null, 1_000_000)).toMatchObject({ live: true, from: 100_000, to: 1_000_000 });
    expect(asWindow('5', '65', null, 1_000_000)).toMatchObject({ live: false, from: 5, to: 65 });
    expect(asWindow('x', '65', '300', 1_000_000)).toMatchObject({ live: true, lengthMs: 300_000 });
  });
  it('zooms out to twice its length, never past the present', () => {
    expect(zoomedOut({ from: 400, to: 600, live: false, lengthMs: 200 }, 650)).toEqual({ from: 250, to: 650 });
  });
});
