import { expect, it } from 'vitest';
import { hrefOf, hrefOfPanel } from './links';

it('leads to what a pointer means', () => {
  expect(hrefOf('d1', { place: 'page', target: 'slo' })).toBe('/drills/d1/page');
  expect(hrefOf('d1', { place: 'dashboards', target: 'rate(a_total[30s])' })).toContain('dashboards/explore?query=rate');
  expect(hrefOf('d1', { place: 'dashboards', target: 'checkout' })).toBe('/drills/d1/dashboards/checkout');
  expect(hrefOf('d1', { place: 'diagnostics', target: 'pool checkout-eu-1/orders-db' })).toBe('/drills/d1/diagnostics?diagnostic=pool&target=checkout-eu-1%2Forders-db');
  expect(hrefOf('d1', { place: 'changes', target: 'c-1' })).toBe('/drills/d1/changes?change=c-1');
  expect(hrefOf('d1', { place: 'notebook', target: 'h1' })).toBeNull();
});
it('tells a query from a diagnostic', () => {
  expect(hrefOfPanel('d1', 'statements orders-db')).toContain('diagnostics?diagnostic=statements');
  expect(hrefOfPanel('d1', 'sum(rate(user_requests_total[30s]))')).toContain('explore');
  expect(hrefOfPanel('d1', '')).toBeNull();
});
