import { describe, expect, it } from 'vitest';
import type { Hypothesis, Notebook, Test } from '../api/drill';
import { meantBy, stated } from './blast';
import { left, likelihoodDue, nextStep, stageOf, unlockable, verdictDue } from './next';
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

describe('a statement from a map or a graph', () => {
  const eu = { question: 'where' as const, scope: { kind: 'only' as const, terms: [{ dimension: 'region', value: 'eu' }] } };
  const everybody = { question: 'who' as const, scope: { kind: 'all' as const } };
  const { blast } = empty.observe;
  it('answers the open question, else what the notebook does not say yet', () => {
    expect(meantBy([eu, everybody], blast)).toBe(everybody);
    expect(meantBy([eu], blast)).toBe(eu);
    expect(meantBy([eu], { ...blast, where: eu.scope })).toBeNull();
  });
  it('adds one value more, and takes it back', () => {
    const us = { kind: 'only' as const, terms: [{ dimension: 'region', value: 'us' }] };
    expect(told('where', stated(eu, { ...blast, where: us }))).toBe('Only us or eu');
    expect(stated(eu, { ...blast, where: eu.scope })).toBeNull();
    expect(stated(everybody, blast)).toEqual({ kind: 'all' });
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
    expect(stageOf({ state: 'working', notebook: empty })).toBe('observe');
    expect(stageOf({ state: 'working', notebook: { ...empty, lockedAt: 5 } })).toBe('test');
    expect(stageOf({ state: 'verifying', notebook: empty })).toBe('fix');
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
  it('knows what a single key means while nothing has the focus', () => {
    expect(likelihoodDue({ ...empty, hypotheses: [hypothesis('a', 60), hypothesis('b', 0)] })?.id).toBe('b');
    expect(likelihoodDue({ ...empty, hypotheses: [{ ...hypothesis('a', 0), locked: true }] })).toBeNull();
    const test: Test = { id: 't', hypotheses: ['a', 'b'], diagnostic: '', target: '', expected: '', declaredAt: 0, reading: null, verdicts: { a: 'fits' }, spoiled: false };
    expect(verdictDue({ ...empty, tests: [test] })).toBeNull();
    expect(verdictDue({ ...empty, tests: [{ ...test, reading: { at: 0, outcome: '', why: '', text: '', rows: null } }] })).toEqual({ test: 't', hypothesis: 'b' });
  });
  it('knows which readings are cited', () => {
    expect(covered(empty.observe).every((c) => !c.done)).toBe(true);
  });
});
