import { expect, it } from 'vitest';
import type { Vocabulary } from '../api/library';
import { complete } from './complete';

const words: Vocabulary = {
  components: [{ name: 'checkout', kind: 'service' }, { name: 'orders-db', kind: 'datastore' }],
  modes: [{ id: 'pool-too-small', title: 'Pool too small', family: 'pools', about: '', phrases: ['pool misconfigured'] }],
  families: [{ id: 'pools', title: 'Pools' }],
  triggers: [{ id: 'traffic', title: 'Traffic' }],
  diagnostics: [], lastingFixes: [], settings: [],
};
const keys = (sentence: string) => complete(sentence, words).map((s) => s.key);

it('offers the whole catalogue before a word is typed', () => {
  expect(keys('')).toEqual(['pool too small', 'checkout', 'orders-db', 'some pools', 'triggered by traffic', 'nothing is broken']);
});
it('completes the last words and keeps what stands before them', () => {
  expect(keys('pool too small in che')).toEqual(['pool too small in checkout']);
  expect(keys('pool mis')[0]).toBe('pool too small');
  expect(keys('orders d')).toContain('orders-db');
  expect(keys('noth')).toEqual(['nothing is broken']);
});
