import dagre from '@dagrejs/dagre';
import type { Graph } from '../api/telemetry';
import { NODE_HEIGHT, NODE_WIDTH, type Placed } from './graph';

/** Places the nodes from users at the left to datastores at the right. */
export function layout(graph: Pick<Graph, 'nodes' | 'edges'>): Placed {
  const g = new dagre.graphlib.Graph();
  g.setGraph({ rankdir: 'LR', nodesep: 18, ranksep: 46, marginx: 12, marginy: 14 });
  g.setDefaultEdgeLabel(() => ({}));
  for (const node of graph.nodes) g.setNode(node.id, { width: NODE_WIDTH, height: NODE_HEIGHT });
  for (const edge of graph.edges) if (g.hasNode(edge.from) && g.hasNode(edge.to)) g.setEdge(edge.from, edge.to);
  dagre.layout(g);
  const at: Placed['at'] = {};
  for (const id of g.nodes()) {
    const { x, y } = g.node(id);
    at[id] = { x, y };
  }
  const { width = 0, height = 0 } = g.graph();
  return { at, width, height };
}
