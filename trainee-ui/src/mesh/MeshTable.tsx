import type { Graph } from '../api/telemetry';
import { edgeId } from './blast';
import { health, labelOf, nameOf, sentenceOf } from './graph';

interface Props {
  graph: Graph;
  selected: string | null;
  onSelect: (id: string | null) => void;
}

/** The map in words; each row selects its connection. */
export function MeshTable({ graph, selected, onSelect }: Props) {
  return (
    <table className="rows">
      <caption className="sr-only">{sentenceOf(graph)}</caption>
      <thead>
        <tr>
          <th scope="col">From</th>
          <th scope="col">To</th>
          {['Requests', 'Errors', 'p95'].map((h) => (
            <th key={h} scope="col" className="n">{h}</th>
          ))}
          <th scope="col">Standing</th>
        </tr>
      </thead>
      <tbody>
        {graph.edges.map((e) => (
          <tr key={edgeId(e)}>
            <th scope="row">
              <button type="button" className="quiet small" data-at={edgeId(e)} aria-pressed={selected === edgeId(e)} aria-label={`Select ${nameOf(graph, e.from)} to ${nameOf(graph, e.to)}`} onClick={() => onSelect(selected === edgeId(e) ? null : edgeId(e))}>
                {nameOf(graph, e.from)}
              </button>
            </th>
            <td>{nameOf(graph, e.to)}</td>
            {(['rps', 'errors', 'p95'] as const).map((l) => (
              <td key={l} className="n">{labelOf(e, l)}</td>
            ))}
            <td>{{ idle: 'no traffic', ok: 'healthy', warn: 'unusual errors', bad: 'many errors' }[health(e)]}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
