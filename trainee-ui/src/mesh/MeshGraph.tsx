import { useMemo } from 'react';
import type { Graph, GraphNode } from '../api/telemetry';
import { type EdgeLabel, NODE_HEIGHT, NODE_WIDTH, type Placed, health, labelOf, nameOf, nodeLine, path, sentenceOf, shapeOf } from './graph';
import { layout } from './layout';
import './mesh.css';

interface Props {
  graph: Graph;
  label: EdgeLabel;
  selected?: string | null;
  onSelect?: (id: string | null) => void;
  /** Components to point out one after the other, as the debrief's chain does. */
  lit?: string[];
}

/** The service graph: width and pattern of an edge say what its colour says. */
export function MeshGraph({ graph, label, selected, onSelect, lit }: Props) {
  const shape = shapeOf(graph);
  // The layout follows the shape alone, so that it holds still while numbers move.
  // oxlint-disable-next-line react/exhaustive-deps
  const placed = useMemo(() => layout(graph), [shape]);
  if (graph.nodes.length === 0) return null;
  return (
    <svg className="mesh-graph" viewBox={`0 0 ${placed.width} ${placed.height}`} role="group" aria-label={`Service graph: ${sentenceOf(graph)}`} style={{ maxWidth: placed.width * 1.25 }}>
      <defs>
        {(['idle', 'ok', 'warn', 'bad'] as const).map((h) => (
          <marker key={h} id={`arrow-${h}`} className={`arrow ${h}`} viewBox="0 0 8 8" refX="6" refY="4" markerWidth="7" markerHeight="7" markerUnits="userSpaceOnUse" orient="auto">
            <path d="M0 0 8 4 0 8z" />
          </marker>
        ))}
      </defs>
      {graph.edges.map((edge) => {
        const [from, to] = [placed.at[edge.from], placed.at[edge.to]];
        if (!from || !to) return null;
        const h = health(edge);
        const dim = selected && selected !== edge.from && selected !== edge.to;
        return (
          <g key={`${edge.from}>${edge.to}`} className={`edge ${h}${dim ? ' dim' : ''}`}>
            <title>{`${nameOf(graph, edge.from)} to ${nameOf(graph, edge.to)}: ${labelOf(edge, 'rps')}, ${labelOf(edge, 'errors')} errors, p95 ${labelOf(edge, 'p95')}`}</title>
            <path d={path(from, to)} markerEnd={`url(#arrow-${h})`} />
            <text x={(from.x + to.x) / 2} y={(from.y + to.y) / 2 - 4}>
              {labelOf(edge, label)}
            </text>
          </g>
        );
      })}
      {graph.nodes.map((node) => (
        <Node key={node.id} node={node} placed={placed} selected={selected === node.id} lit={lit?.includes(node.name) ?? false} onSelect={onSelect} />
      ))}
    </svg>
  );
}

interface NodeProps {
  node: GraphNode;
  placed: Placed;
  selected: boolean;
  lit: boolean;
  onSelect?: ((id: string | null) => void) | undefined;
}

function Node({ node, placed, selected, lit, onSelect }: NodeProps) {
  const at = placed.at[node.id];
  if (!at) return null;
  const h = health(node);
  const badge = node.badges.find((b) => b.level === 'bad') ?? node.badges.find((b) => b.level === 'warn') ?? node.badges[0];
  const toggle = () => onSelect?.(selected ? null : node.id);
  const name = node.name.length > 21 ? `${node.name.slice(0, 20)}…` : node.name;
  return (
    <g
      transform={`translate(${at.x - NODE_WIDTH / 2} ${at.y - NODE_HEIGHT / 2})`}
      className={`node ${h} ${node.kind}${selected ? ' selected' : ''}${lit ? ' lit' : ''}`}
      {...(onSelect
        ? {
            tabIndex: 0, role: 'button', 'aria-pressed': selected, onClick: toggle,
            onKeyDown: (e: React.KeyboardEvent) => {
              if (e.key !== 'Enter' && e.key !== ' ') return;
              e.preventDefault();
              toggle();
            },
          }
        : {})}
      aria-label={`${node.name}: ${nodeLine(node)}${node.badges.map((b) => `, ${b.text}`).join('')}`}
    >
      <rect className="node-box" width={NODE_WIDTH} height={NODE_HEIGHT} rx={node.kind === 'datastore' ? 14 : node.kind === 'users' ? 26 : 6} />
      <rect className="node-bar" x="0" y={NODE_HEIGHT - 3} height="3" width={NODE_WIDTH * Math.min(1, node.saturation ?? 0)} rx="1.5" />
      <text className="node-name" x="12" y="21">
        {name}
      </text>
      <text className="node-line" x="12" y="38">
        {nodeLine(node)}
      </text>
      {badge && (
        <g className={`badge ${badge.level}`} transform={`translate(${NODE_WIDTH - 8} -8)`}>
          <rect x={-badge.text.length * 5.8 - 12} width={badge.text.length * 5.8 + 12} height="16" rx="8" />
          <text x={-badge.text.length * 2.9 - 6} y="11.5" textAnchor="middle">
            {badge.text}
          </text>
        </g>
      )}
      <title>{`${node.name}: ${nodeLine(node)}${node.badges.map((b) => `\n${b.text}`).join('')}`}</title>
    </g>
  );
}
