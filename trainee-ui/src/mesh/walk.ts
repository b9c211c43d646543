import type { Graph } from '../api/telemetry';
import { edgeId } from './blast';

/**
 * Where an arrow key leads from a node or a connection:
 *
 *     cart ──▶ checkout ──▶ orders-db      → and ← along the connections, first the connection, then its end
 *              │
 *              ↓ ↑                         to the next node, or the next connection of the same node
 */
export function walk(graph: Graph, at: string, key: string): string | null {
  const edge = graph.edges.find((e) => edgeId(e) === at);
  switch (key) {
    case 'ArrowRight': return edge ? edge.to : firstId(graph.edges.filter((e) => e.from === at));
    case 'ArrowLeft': return edge ? edge.from : firstId(graph.edges.filter((e) => e.to === at));
    case 'ArrowDown': case 'ArrowUp': {
      const among = edge ? graph.edges.filter((e) => e.from === edge.from).map(edgeId) : graph.nodes.map((n) => n.id);
      const step = key === 'ArrowDown' ? 1 : -1;
      return among[(among.indexOf(at) + step + among.length) % among.length] ?? null;
    }
    default: return null;
  }
}

function firstId(edges: Graph['edges']): string | null {
  return edges[0] ? edgeId(edges[0]) : null;
}
