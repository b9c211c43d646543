import type { Graph, GraphEdge } from '../api/telemetry';
import { edgeId } from './blast';
import { type EdgeLabel, type Placed, health, labelOf, nameOf, path } from './graph';

interface Props {
  graph: Graph;
  edge: GraphEdge;
  placed: Placed;
  label: EdgeLabel | null;
  dim: boolean;
  selected: boolean;
  onSelect?: ((id: string | null) => void) | undefined;
}

/** A connection. Tab passes it by; the arrow keys lead to it from the nodes it joins. */
export function MeshEdge({ graph, edge, placed, label, dim, selected, onSelect }: Props) {
  const [from, to] = [placed.at[edge.from], placed.at[edge.to]];
  if (!from || !to) return null;
  const h = health(edge);
  const line = path(from, to);
  const said = `${nameOf(graph, edge.from)} to ${nameOf(graph, edge.to)}: ${labelOf(edge, 'rps')}, ${labelOf(edge, 'errors')} errors, p95 ${labelOf(edge, 'p95')}`;
  const toggle = () => onSelect?.(selected ? null : edgeId(edge));
  return (
    <g
      className={`edge ${h}${dim ? ' dim' : ''}${selected ? ' selected' : ''}`}
      data-at={edgeId(edge)}
      {...(onSelect
        ? {
            tabIndex: -1, role: 'button', 'aria-pressed': selected, 'aria-label': said, onClick: toggle,
            onKeyDown: (e: React.KeyboardEvent) => {
              if (e.key !== 'Enter' && e.key !== ' ') return;
              e.preventDefault();
              toggle();
            },
          }
        : {})}
    >
      <title>{said}</title>
      {onSelect && <path className="hit" d={line} />}
      <path className="line" d={line} markerEnd={`url(#arrow-${h})`} />
      {label && (
        <text x={(from.x + to.x) / 2} y={(from.y + to.y) / 2 - 4}>
          {labelOf(edge, label)}
        </text>
      )}
    </g>
  );
}
