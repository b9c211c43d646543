import type { Topology } from '../api/library';
import type { Graph, GraphEdge, GraphNode } from '../api/telemetry';
import { quantity } from '../format/number';

export const NODE_WIDTH = 138;
export const NODE_HEIGHT = 52;

export interface Placed {
  at: Record<string, { x: number; y: number }>;
  width: number;
  height: number;
}

export type EdgeLabel = 'rps' | 'errors' | 'p95';
export type Health = 'idle' | 'ok' | 'warn' | 'bad';

const WARN_ABOVE = 0.005;
const BAD_ABOVE = 0.03;

/** Healthy services fail a little too; colour begins where it is more than that. */
export function health({ rps, errorRate }: Pick<GraphEdge, 'rps' | 'errorRate'>): Health {
  if (rps <= 0) return 'idle';
  return errorRate > BAD_ABOVE ? 'bad' : errorRate > WARN_ABOVE ? 'warn' : 'ok';
}

export function labelOf(edge: Pick<GraphEdge, 'rps' | 'errorRate' | 'p95Ms'>, label: EdgeLabel): string {
  switch (label) {
    case 'rps': return quantity(edge.rps, 'rps');
    case 'errors': return quantity(edge.errorRate, 'ratio');
    case 'p95': return quantity(edge.p95Ms, 'ms');
  }
}

/** Changes when nodes or edges come or go, and only then: the layout holds still while numbers move. */
export function shapeOf(graph: Graph): string {
  return `${graph.nodes.map((n) => n.id).toSorted().join()}|${graph.edges.map((e) => `${e.from}>${e.to}`).toSorted().join()}`;
}

/** From the right edge of one node to the left edge of the other; backwards in a bow beneath. */
export function path(from: { x: number; y: number }, to: { x: number; y: number }): string {
  const half = NODE_WIDTH / 2;
  if (to.x > from.x) {
    const [x1, x2] = [from.x + half, to.x - half - 5];
    const bend = Math.max(24, (x2 - x1) / 2);
    return `M${x1} ${from.y} C${x1 + bend} ${from.y} ${x2 - bend} ${to.y} ${x2} ${to.y}`;
  }
  const y = Math.max(from.y, to.y) + NODE_HEIGHT;
  return `M${from.x} ${from.y + NODE_HEIGHT / 2} C${from.x} ${y + 20} ${to.x} ${y + 20} ${to.x} ${to.y + NODE_HEIGHT / 2 + 5}`;
}

/** The mesh in words: what is hurt, worst first. */
export function sentenceOf(graph: Graph): string {
  const hurt = graph.edges.filter((e) => health(e) === 'bad' || health(e) === 'warn').toSorted((a, b) => b.errorRate - a.errorRate);
  const size = `${graph.nodes.length} components, ${graph.edges.length} connections`;
  if (hurt.length === 0) return `${size}; no connection shows unusual errors.`;
  const named = hurt.slice(0, 3).map((e) => `${nameOf(graph, e.from)} to ${nameOf(graph, e.to)} ${quantity(e.errorRate, 'ratio')}`);
  return `${size}; errors on ${named.join(', ')}${hurt.length > 3 ? ` and ${hurt.length - 3} more` : ''}.`;
}

/** A node's name, with its region where that is not in the name already. */
export function shownName({ name, region }: Pick<GraphNode, 'name' | 'region'>): string {
  return region === null || name.split(/[-/ ]/).includes(region) ? name : `${name} · ${region}`;
}

export function nameOf(graph: Graph, id: string): string {
  const node = graph.nodes.find((n) => n.id === id);
  return node ? shownName(node) : id;
}

/** What stands in a node's second line. */
export function nodeLine(node: GraphNode): string {
  const parts = [quantity(rounded(node.rps), 'rps')];
  if (node.errorRate > 0) parts.push(quantity(rounded(node.errorRate * 100), 'percent'));
  if (node.p95Ms !== null) parts.push(quantity(node.p95Ms, 'ms'));
  return parts.join(' · ');
}

/** Without the fractions that a node has no room for. */
function rounded(value: number): number {
  return value >= 10 ? Math.round(value) : Number(value.toPrecision(2));
}

/** The map of a topology of which nothing runs: who uses whom, without figures. */
export function drawn(t: Topology): Graph {
  const node = (kind: string) => ({ name }: { name: string }): GraphNode => ({ id: name, name, kind, region: null, rps: 0, errorRate: 0, p95Ms: null, saturation: null, badges: [] });
  return {
    nodes: [...t.services.map(node('service')), ...t.datastores.map(node('datastore')), ...t.queues.map(node('queue'))],
    edges: t.links.map((l) => ({ ...l, rps: 0, errorRate: 0, p95Ms: null })),
  };
}
