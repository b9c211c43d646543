import { expect, it } from 'vitest';
import type { ActionService } from '../api/telemetry';
import { closedBecause, commandOf, currentVersion, opposite, previousVersion, scopesOf } from './catalogue';

const checkout: ActionService = {
  name: 'checkout', settings: [], scale: { eu: 1, us: 1 },
  versions: [{ id: '4.12.0', summary: '', current: true, previous: false }, { id: '4.11.2', summary: '', current: false, previous: true }],
  instances: [
    { name: 'checkout-eu-1', region: 'eu', version: '4.12.0', state: 'up' },
    { name: 'checkout-us-1', region: 'us', version: '4.12.0', state: 'up' },
  ],
};

it('knows where a change may be applied', () => {
  expect(scopesOf(checkout).map((s) => s.value)).toEqual(['checkout', 'checkout/eu', 'checkout/us', 'checkout/eu/checkout-eu-1', 'checkout/us/checkout-us-1']);
  expect([currentVersion(checkout), previousVersion(checkout)]).toEqual(['4.12.0', '4.11.2']);
});
it('says what it will do as one line', () => {
  const actions = { services: [checkout], flags: [], regions: [] };
  expect(commandOf({ kind: 'deploy', target: 'checkout', version: '4.11.2' }, actions)).toBe('rollback checkout to 4.11.2');
  expect(commandOf({ kind: 'config', target: 'cart', key: 'pool.max', value: '10' })).toBe('set pool.max of cart to 10');
  expect(commandOf({ kind: 'config', target: 'cart', key: 'pool.max', value: null })).toBe('unset pool.max of cart');
});
it('turns a flag round, and leaves a share of customers to be typed', () => {
  expect(['on', 'false', '25%'].map(opposite)).toEqual(['off', 'true', null]);
});
it('says why nothing can be changed', () => {
  expect(closedBecause('working', false)).toBeNull();
  expect(closedBecause('working', true)).toContain('held');
  expect(closedBecause('closed', false)).toContain('over');
});
