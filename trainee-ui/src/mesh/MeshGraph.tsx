import { type KeyboardEvent, useMemo } from 'react';
import type { Graph, GraphNode } from '../api/telemetry';
import { MeshEdge } from './MeshEdge';
import { edgeId } from './blast';
import { type EdgeLabel, NODE_HEIGHT, NODE_WIDTH, type Placed, health, nodeLine, sentenceOf, shapeOf, shownName } from './graph';
import { layout } from './layout';
import { walk } from './walk';
import './mesh.css';

interface Props {
  graph: Graph;
  /** Null: the shape alone, as where nothing runs any more. */
  label: EdgeLabel | null;
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
  const onKeyDown = (e: KeyboardEvent<SVGSVGElement>) => {
    const at = e.target instanceof Element ? e.target.getAttribute('data-at') : null;
    const next = at === null ? null : walk(graph, at, e.key);
    if (next === null) return;
    e.preventDefault();
    e.currentTarget.querySelector<SVGGElement>(`[data-at="${CSS.escape(next)}"]`)?.focus();
  };
  return (
    <svg
      className="mesh-graph" viewBox={`0 0 ${placed.width} ${placed.height}`} role="group" aria-label={`Service graph: ${sentenceOf(graph)}`}
      style={{ maxWidth: placed.width * 1.25, minWidth: placed.width * LEAST_SCALE }} {...(onSelect ? { onKeyDown } : {})}
    >
      <defs>
        {(['idle', 'ok', 'warn', 'bad'] as const).map((h) => (
          <marker key={h} id={`arrow-${h}`} className={`arrow ${h}`} viewBox="0 0 8 8" refX="6" refY="4" markerWidth="7" markerHeight="7" markerUnits="userSpaceOnUse" orient="auto">
            <path d="M0 0 8 4 0 8z" />
          </marker>
        ))}
      </defs>
      {graph.edges.map((edge) => (
        <MeshEdge
          key={edgeId(edge)} graph={graph} edge={edge} placed={placed} label={label} onSelect={onSelect} selected={selected === edgeId(edge)}
          dim={!!selected && ![edgeId(edge), edge.from, edge.to].includes(selected)}
        />
      ))}
      {graph.nodes.map((node) => (
        <Node key={node.id} node={node} placed={placed} selected={selected === node.id} lit={lit?.includes(node.name) ?? false} bare={label === null} onSelect={onSelect} />
      ))}
    </svg>
  );
}

/** As many letters as fit into a node. */
const NAME_LIMIT = 18;
/** Smaller, names could not be read: the map scrolls instead. */
const LEAST_SCALE = 0.72;

interface NodeProps {
  node: GraphNode;
  placed: Placed;
  selected: boolean;
  lit: boolean;
  bare: boolean;
  onSelect?: ((id: string | null) => void) | undefined;
}

function Node({ node, placed, selected, lit, bare, onSelect }: NodeProps) {
  const at = placed.at[node.id];
  if (!at) return null;
  const h = health(node);
  const badge = node.badges.find((b) => b.level === 'bad') ?? node.badges.find((b) => b.level === 'warn') ?? node.badges[0];
  const toggle = () => onSelect?.(selected ? null : node.id);
  const called = shownName(node);
  return (
    <g
      transform={`translate(${at.x - NODE_WIDTH / 2} ${at.y - NODE_HEIGHT / 2})`}
      data-at={node.id}
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
      aria-label={bare ? called : `${called}: ${nodeLine(node)}${node.badges.map((b) => `, ${b.text}`).join('')}`}
    >
      <rect className="node-box" width={NODE_WIDTH} height={NODE_HEIGHT} rx={node.kind === 'datastore' ? 14 : node.kind === 'users' ? 26 : 6} />
      <rect className="node-bar" x="0" y={NODE_HEIGHT - 3} height="3" width={NODE_WIDTH * Math.min(1, node.saturation ?? 0)} rx="1.5" />
      <text className="node-name" x="10" y={bare ? 30 : 21}>
        {called.length > NAME_LIMIT ? `${called.slice(0, NAME_LIMIT - 1)}…` : called}
      </text>
      {!bare && (
        <text className="node-line" x="10" y="38">
          {nodeLine(node)}
        </text>
      )}
      {badge && (
        <g className={`badge ${badge.level}`} transform={`translate(${NODE_WIDTH - 8} -8)`}>
          <rect x={-badge.text.length * 5.8 - 12} width={badge.text.length * 5.8 + 12} height="16" rx="8" />
          <text x={-badge.text.length * 2.9 - 6} y="11.5" textAnchor="middle">
            {badge.text}
          </text>
        </g>
      )}
      <title>{bare ? called : `${called}: ${nodeLine(node)}${node.badges.map((b) => `\n${b.text}`).join('')}`}</title>
    </g>
  );
}
