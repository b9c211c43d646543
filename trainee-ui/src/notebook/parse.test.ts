import { describe, expect, it } from 'vitest';
import { parse } from './parse';

const words = {
  components: ['checkout', 'payment', 'orders-db', 'cart', 'checkout→payment', 'payment-provider'].map((name) => ({ name, kind: 'service' })),
  modes: [
    { id: 'db-pool-slow-query', title: 'Pool held by a slow query', family: 'pools', about: '', phrases: ['slow query', 'pool held by slow query'] },
    { id: 'pool-too-small', title: 'Pool too small', family: 'pools', about: '', phrases: ['pool misconfigured'] },
    { id: 'missing-timeout', title: 'Missing timeout', family: 'cascades', about: '', phrases: ['no timeout'] },
    { id: 'nothing-broken', title: 'Nothing is broken', family: 'none', about: '', phrases: [] },
  ],
  families: [{ id: 'pools', title: 'Pools and threads' }, { id: 'cascades', title: 'Cascades' }],
  triggers: ['traffic', 'schedule', 'dependency', 'none'].map((id) => ({ id, title: id })),
};
const changes = [
  { id: 'c-7', kind: 'deploy', target: 'checkout', sha: '3fa81c20aa', summary: 'checkout 4.12.0' },
  { id: 'c-8', kind: 'config', target: 'cart/eu', sha: null, summary: 'cart.pool.max 4' },
];

describe('a hypothesis, read from one sentence', () => {
  it('takes what the mode is in for its component, before what is named first', () => {
    const read = parse('orders-db pool held by slow query in checkout', words);
    expect(read).toMatchObject({ component: 'checkout', mode: 'db-pool-slow-query', family: 'pools', trigger: null });
    expect(read.named).toEqual(['checkout', 'orders-db']);
  });
  it('takes the first component where none is said to hold the cause', () => {
    expect(parse('Payment: no timeout', words)).toMatchObject({ component: 'payment', mode: 'missing-timeout' });
  });
  it('does not find payment in payment-provider, nor cart in a longer word', () => {
    expect(parse('payment provider has no timeout', words).named).toEqual(['payment-provider']);
    expect(parse('cartel pool too small', words).component).toBeNull();
  });
  it('knows links by arrow or by "to"', () => {
    expect(parse('no timeout on checkout -> payment', words).component).toBe('checkout→payment');
    expect(parse('missing timeout, checkout to payment', words).component).toBe('checkout→payment');
  });
  it('may leave a family unspecific', () => {
    expect(parse('some threads in cart', words)).toMatchObject({ component: 'cart', mode: null, family: 'pools' });
  });
  it('reads a trigger only after its cue', () => {
    expect(parse('pool too small in cart since the config change of cart', words, changes).trigger).toBe('c-8');
    expect(parse('slow query in checkout after 3fa81c2', words, changes).trigger).toBe('c-7');
    expect(parse('slow query in checkout because of the release of checkout', words, changes).trigger).toBe('c-7');
    expect(parse('pool too small in checkout triggered by a traffic spike', words, changes).trigger).toBe('traffic');
    expect(parse('traffic makes cart slow', words, changes).trigger).toBeNull();
  });
  it('accepts that nothing is broken', () => {
    expect(parse('Nothing is broken', words)).toMatchObject({ component: null, mode: 'nothing-broken', nothing: true });
    expect(parse('false alarm', words)).toMatchObject({ mode: 'nothing-broken', nothing: true });
  });
});
