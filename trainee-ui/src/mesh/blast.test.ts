import { describe, expect, it } from 'vitest';
import type { Topology } from '../api/library';
import type { Graph, GraphNode } from '../api/telemetry';
import { componentOf, latestShares, statementsOf } from './blast';
import { walk } from './walk';

const node = (id: string, kind = 'service', region: string | null = null): GraphNode => ({
  id, name: id.split('/')[0] ?? id, kind, region, rps: 1, errorRate: 0, p95Ms: null, saturation: null, badges: [],
});
const edge = (from: string, to: string) => ({ from, to, rps: 1, errorRate: 0, p95Ms: null });
const named = (name: string) => ({ name, about: '', owner: '' });
const shop: Topology = {
  id: 'shop', title: '', about: '', regions: ['eu', 'us'], links: [], slos: [], flags: [], segments: [], queues: [],
  services: ['edge', 'cart', 'payment', 'payment-provider'].map((name) => ({ ...named(name), runbook: '', external: false, regions: [], endpoints: [] })),
  datastores: [named('cart-db')],
  journeys: [
    { id: 'browse', about: '', links: [{ from: 'edge', to: 'cart' }] },
    { id: 'buy', about: '', links: [{ from: 'edge', to: 'cart' }, { from: 'cart', to: 'cart-db' }] },
  ],
};
const whole: Graph = { nodes: [node('users', 'users'), node('edge'), node('cart'), node('cart-db', 'datastore')], edges: [edge('users', 'edge'), edge('edge', 'cart'), edge('cart', 'cart-db')] };
const parted: Graph = { nodes: [node('users/eu', 'users', 'eu'), node('edge/eu', 'service', 'eu'), node('cart/eu', 'service', 'eu'), node('cart-db', 'datastore')], edges: [edge('cart/eu', 'cart-db')] };
const said = (id: string, graph = whole) => statementsOf(id, graph, shop).map((s) => `${s.question} ${s.scope.kind === 'only' ? s.scope.terms.map((t) => t.value).join() : s.scope.kind}`);

describe('what is selected on the map', () => {
  it('names the journeys that pass', () => {
    expect(said('cart-db')).toEqual(['journeys buy']);
    expect(said('cart>cart-db')).toEqual(['journeys buy']);
    expect(said('edge')).toEqual(['journeys all']);
    expect(said('users>edge')).toEqual(['journeys all']);
  });
  it('names its region where the map is split', () => {
    expect(said('cart/eu', parted)).toEqual(['where eu', 'journeys all']);
    expect(said('cart/eu>cart-db', parted)).toEqual(['where eu', 'journeys buy']);
    expect(said('users/eu', parted)).toEqual(['where eu', 'who all']);
  });
  it('is everybody where it is the users', () => {
    expect(said('users')).toEqual(['who all', 'journeys all', 'where all']);
    expect(said('gone')).toEqual([]);
  });
  it('is a component or a part of one', () => {
    const names = ['payment', 'payment-provider'];
    expect(['payment-provider', 'payment-eu-1', 'payment 4.1.0', 'cart'].map((name) => componentOf({ name }, names))).toEqual(['payment-provider', 'payment', 'payment', 'cart']);
  });
});

it('shares are the latest known, by what they are of', () => {
  const series = [{ labels: { dimension: 'tier', value: 'guest' }, points: [[1, 0.5], [2, null]] as [number, number | null][] }];
  expect(latestShares('who', series).get('tier guest')).toBe(0.5);
  expect(latestShares('where', [{ labels: { region: 'eu' }, points: [[1, 0.1]] }]).get('region eu')).toBe(0.1);
});

it('arrow keys lead along the connections', () => {
  const along = (at: string, ...keys: string[]) => keys.reduce<string | null>((id, key) => id && walk(whole, id, key), at);
  expect(along('edge', 'ArrowRight')).toBe('edge>cart');
  expect(along('edge', 'ArrowRight', 'ArrowRight')).toBe('cart');
  expect(along('edge', 'ArrowLeft')).toBe('users>edge');
  expect(along('users', 'ArrowUp')).toBe('cart-db');
  expect(along('cart-db', 'ArrowRight')).toBeNull();
  expect(along('cart', 'Enter')).toBeNull();
});
