import { describe, expect, it } from 'vitest';
import type { Graph, GraphNode } from '../api/telemetry';
import { health, labelOf, nodeLine, path, sentenceOf, shapeOf } from './graph';
import { layout } from './layout';

const node = (id: string): GraphNode => ({ id, name: id, kind: 'service', region: null, rps: 10, errorRate: 0, p95Ms: 20, saturation: null, badges: [] });
const graph: Graph = {
  nodes: ['users', 'edge', 'checkout', 'orders-db'].map(node),
  edges: [
    { from: 'users', to: 'edge', rps: 50, errorRate: 0.001, p95Ms: 80 },
    { from: 'edge', to: 'checkout', rps: 12, errorRate: 0.08, p95Ms: 900 },
    { from: 'checkout', to: 'orders-db', rps: 30, errorRate: 0, p95Ms: null },
  ],
};

describe('the mesh', () => {
  it('is laid out from users to datastores', () => {
    const { at } = layout(graph);
    expect(['users', 'edge', 'checkout', 'orders-db'].map((id) => at[id]?.x)).toEqual(
      ['users', 'edge', 'checkout', 'orders-db'].map((id) => at[id]?.x ?? 0).toSorted((a, b) => a - b),
    );
  });
  it('holds still while only its numbers move', () => {
    const later = { ...graph, nodes: graph.nodes.map((n) => ({ ...n, rps: 99 })).toReversed() };
    expect(shapeOf(later)).toBe(shapeOf(graph));
  });
  it('colours by error rate, above what is usual', () => {
    expect(graph.edges.map(health)).toEqual(['ok', 'bad', 'ok']);
    expect(health({ rps: 0, errorRate: 0 })).toBe('idle');
  });
  it('says in words what it shows', () => {
    expect(sentenceOf(graph)).toBe('4 components, 3 connections; errors on edge to checkout 8 %.');
    expect(labelOf({ rps: 12, errorRate: 0.08, p95Ms: 900 }, 'p95')).toBe('900 ms');
    expect(nodeLine({ ...node('a'), errorRate: 0.5 })).toBe('10/s · 50 % · 20 ms');
  });
  it('has no room for fractions in a node', () => {
    expect(nodeLine({ ...node('a'), rps: 37.34, errorRate: 0.698, p95Ms: 2410 })).toBe('37/s · 70 % · 2.41 s');
    expect(nodeLine({ ...node('a'), rps: 0.57, errorRate: 0.00123 })).toBe('0.57/s · 0.12 % · 20 ms');
  });
  it('bows back where a call goes against the layout', () => {
    expect(path({ x: 300, y: 0 }, { x: 0, y: 0 })).toContain('C300');
  });
});
