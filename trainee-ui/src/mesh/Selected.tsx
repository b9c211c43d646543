import { Link } from 'wouter';
import { useTopology } from '../api/queries';
import { useDrill } from '../api/session';
import type { Graph, GraphEdge, GraphNode } from '../api/telemetry';
import { drillPath } from '../app/places';
import { quantity } from '../format/number';
import { sayingOf } from '../notebook/blast';
import { questions } from '../notebook/scope';
import { useBlast } from '../notebook/useBlast';
import { Chip, Fact, Facts } from '../ui/bits';
import { componentNames, componentOf, edgeId, statementsOf } from './blast';
import { nameOf, shownName } from './graph';

/** What is selected on the map: a node, or a connection between two. */
export function Selected({ graph, id, onClose }: { graph: Graph; id: string; onClose: () => void }) {
  const node = graph.nodes.find((n) => n.id === id);
  const edge = graph.edges.find((e) => edgeId(e) === id);
  if (!node && !edge) return null;
  const name = node ? shownName(node) : edge ? `${nameOf(graph, edge.from)} → ${nameOf(graph, edge.to)}` : id;
  return (
    <aside className="mesh-detail" aria-label={name}>
      <header>
        <h2>{name}</h2>
        {node?.badges.map((b) => (
          <Chip key={b.kind + b.text} tone={b.level}>
            {b.text}
          </Chip>
        ))}
        <button type="button" className="quiet small" aria-label="Close details" onClick={onClose}>
          ×
        </button>
      </header>
      {node && <OfNode node={node} />}
      {edge && <OfEdge edge={edge} />}
      <Says graph={graph} id={id} />
    </aside>
  );
}

/** What the notebook would say if this is what is hurt. */
function Says({ graph, id }: { graph: Graph; id: string }) {
  const { view } = useDrill();
  const topology = useTopology(view.topology).data;
  const { open, say, says } = useBlast();
  const said = topology ? statementsOf(id, graph, topology) : [];
  if (!open || said.length === 0) return null;
  return (
    <div className="choices" role="group" aria-label="Note in the notebook">
      {said.map((s) => (
        <button type="button" key={s.question} aria-pressed={says(s)} onClick={() => say(s)}>
          <span className="muted">{questions.find((q) => q.id === s.question)?.title}</span> {sayingOf(s)}
        </button>
      ))}
    </div>
  );
}

function OfEdge({ edge }: { edge: GraphEdge }) {
  return (
    <Facts>
      <Fact name="Requests">{quantity(edge.rps, 'rps')}</Fact>
      <Fact name="Errors">{quantity(edge.errorRate, 'ratio')}</Fact>
      <Fact name="p95">{quantity(edge.p95Ms, 'ms')}</Fact>
    </Facts>
  );
}

function OfNode({ node }: { node: GraphNode }) {
  const { id: drill, view } = useDrill();
  const topology = useTopology(view.topology).data;
  const component = topology ? componentOf(node, componentNames(topology)) : node.name;
  const about = topology && [...topology.services, ...topology.datastores, ...topology.queues].find((c) => c.name === component);
  const users = node.kind === 'users';
  const service = topology?.services.some((s) => s.name === component) ?? false;
  return (
    <>
      {about?.about && <p className="muted">{about.about}</p>}
      <Facts>
        <Fact name="Requests">{quantity(node.rps, 'rps')}</Fact>
        <Fact name="Errors">{quantity(node.errorRate, 'ratio')}</Fact>
        <Fact name="p95">{quantity(node.p95Ms, 'ms')}</Fact>
        {!users && <Fact name="Saturation">{quantity(node.saturation, 'ratio')}</Fact>}
        {about?.owner && <Fact name="Owner">{about.owner}</Fact>}
      </Facts>
      <p className="row">
        <Link className="button" href={drillPath(drill, `dashboards/${users ? 'users' : component}`)}>Dashboard</Link>
        {service && <Link className="button" href={drillPath(drill, 'logs', { query: `{service="${component}"}` })}>Logs</Link>}
        {service && <Link className="button" href={drillPath(drill, 'traces', { service: component })}>Traces</Link>}
        {!users && <Link className="button" href={drillPath(drill, 'changes', { target: component })}>Changes</Link>}
        {!users && <Link className="button" href={drillPath(drill, 'diagnostics', { target: component })}>Diagnostics</Link>}
        {service && <Link className="button" href={drillPath(drill, 'actions', { service: component })}>Actions</Link>}
      </p>
    </>
  );
}
