import type { Term } from '../api/drill';
import type { Topology } from '../api/library';
import type { Graph, GraphNode, RangeSeries } from '../api/telemetry';
import type { Statement } from '../notebook/blast';
import type { Question } from '../notebook/scope';

const EDGE_SIGN = '>';

export function edgeId({ from, to }: { from: string; to: string }): string {
  return from + EDGE_SIGN + to;
}

/** The component of the topology that a node is, or is a part of: "checkout-eu-1" is of checkout. */
export function componentOf(node: Pick<GraphNode, 'name'>, names: string[]): string {
  const of = names.filter((n) => node.name === n || /^[ /-]/.test(node.name.slice(n.length)) && node.name.startsWith(n));
  return of.toSorted((a, b) => b.length - a.length)[0] ?? node.name;
}

export function componentNames(t: Topology): string[] {
  return [...t.services, ...t.datastores, ...t.queues].map((c) => c.name);
}

/** What the node or the edge of that id says: its region, the journeys that pass, everybody. */
export function statementsOf(id: string, graph: Graph, t: Topology): Statement[] {
  const [from, to] = id.split(EDGE_SIGN).map((part) => graph.nodes.find((n) => n.id === part));
  const node = to ?? from;
  if (!node) return [];
  const said: Statement[] = [];
  const region = node.region ?? from?.region ?? null;
  if (region !== null) said.push(only('where', [{ dimension: 'region', value: region }]));
  if (node.kind === 'users') {
    said.push({ question: 'who', scope: { kind: 'all' } });
    if (region === null) said.push({ question: 'journeys', scope: { kind: 'all' } }, { question: 'where', scope: { kind: 'all' } });
    return said;
  }
  const names = componentNames(t);
  const [a, b] = [from && componentOf(from, names), to && componentOf(to, names)];
  const passes = (l: { from: string; to: string }) => (b === undefined || from?.kind === 'users' ? [l.from, l.to].includes(b ?? a ?? '') : l.from === a && l.to === b);
  const journeys = t.journeys.filter((j) => j.links.some(passes)).map((j) => ({ dimension: 'journey', value: j.id }));
  if (journeys.length === t.journeys.length && journeys.length > 0) said.push({ question: 'journeys', scope: { kind: 'all' } });
  else if (journeys.length > 0) said.push(only('journeys', journeys));
  return said;
}

function only(question: Question, terms: Term[]): Statement {
  return { question, scope: { kind: 'only', terms } };
}

const failed = (metric: string, by: string) => {
  const rate = (matchers: string) => `sum by (${by}) (rate(${metric}${matchers}[30s]))`;
  return `(${rate('{outcome!="ok"}')} or 0 * ${rate('')}) / ${rate('')}`;
};

/** The share of users' requests that failed, by whatever answers a question. */
export const failedBy: Record<Question, string> = {
  who: failed('user_segment_requests_total', 'dimension, value'),
  journeys: failed('user_requests_total', 'journey'),
  where: failed('user_requests_total', 'region'),
};

/** The latest failed share of each value, by "dimension value". */
export function latestShares(question: Question, series: RangeSeries[]): Map<string, number> {
  const label = question === 'where' ? 'region' : 'journey';
  return new Map(series.flatMap(({ labels, points }) => {
    const last = points.findLast((p) => p[1] !== null)?.[1];
    const key = question === 'who' ? `${labels.dimension} ${labels.value}` : `${label} ${labels[label]}`;
    return last == null ? [] : [[key, last] as const];
  }));
}
