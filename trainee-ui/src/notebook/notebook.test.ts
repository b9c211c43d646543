import { describe, expect, it } from 'vitest';
import type { Hypothesis, Notebook } from '../api/drill';
import { left, nextStep, stageOf, unlockable } from './next';
import { covered, describe as told, toggled } from './scope';

const empty: Notebook = {
  observe: { blast: { who: null, journeys: null, where: null }, onsetAt: null, suspects: [], readings: [], submittedAt: null },
  hypotheses: [], lockedAt: null, tests: [], lasting: null,
};
const hypothesis = (id: string, likelihood: number): Hypothesis => ({
  id, text: id, component: null, family: null, mode: null, trigger: null, likelihood, prediction: null, locked: false, author: '',
});
const working = (notebook: Notebook) => nextStep({ state: 'working', notebook });

describe('the blast radius', () => {
  it('joins values with or, attributes with and', () => {
    const guests = toggled(null, { dimension: 'tier', value: 'guest' });
    const both = toggled(guests, { dimension: 'coupon', value: 'yes' });
    expect(told('who', both)).toBe('Only tier guest and coupon yes');
    expect(told('who', toggled(both, { dimension: 'coupon', value: 'yes' }))).toBe('Only tier guest');
    expect(told('where', { kind: 'only', terms: [{ dimension: 'region', value: 'eu' }, { dimension: 'region', value: 'us' }] })).toBe('Only eu or us');
    expect(told('journeys', { kind: 'all' })).toBe('All journeys');
  });
});

describe('the notebook', () => {
  it('asks one thing at a time', () => {
    expect(nextStep({ state: 'paged', notebook: empty })).toBe('Acknowledge the page.');
    expect(working(empty)).toBe('Who is hurt?');
    const submitted = { ...empty, observe: { ...empty.observe, submittedAt: 1 } };
    expect(working(submitted)).toContain('What would explain this?');
    expect(working({ ...submitted, hypotheses: [hypothesis('a', 60)] })).toBe('What else would look like this?');
    expect(nextStep({ state: 'reveal', notebook: empty })).toBeNull();
  });
  it('stands at the first step that is not done', () => {
    expect(stageOf(empty)).toBe('observe');
    expect(stageOf({ ...empty, lockedAt: 5 })).toBe('test');
  });
  it('keeps what is left of 100 % for something else', () => {
    expect(left([hypothesis('a', 60), hypothesis('b', 20)])).toBe(20);
    expect(unlockable([hypothesis('a', 60)], true)).toContain('Two or three');
    expect(unlockable([hypothesis('a', 60), hypothesis('b', 50)], true)).toContain('more than 100');
    expect(unlockable([hypothesis('a', 60), hypothesis('b', 20)], true)).toContain('needs a prediction');
    const predicted = { ...hypothesis('a', 60), prediction: { diagnostic: 'pool', target: 'checkout-eu-1/orders-db', outcome: 'waiting' } };
    expect(unlockable([predicted, { ...predicted, id: 'b', likelihood: 20 }], true)).toBeNull();
    expect(unlockable([predicted], false)).toBeNull();
  });
  it('knows which readings are cited', () => {
    expect(covered(empty.observe).every((c) => !c.done)).toBe(true);
  });
});
