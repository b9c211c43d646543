import type { Topology } from '../api/library';
import { drillPath, places } from './places';

export interface Command {
  key: string;
  label: string;
  detail: string;
  to: string;
}

/** Everything that can be gone to by name: places, and each component in the places that show it. */
export function commands(drill: string, topology: Topology | undefined): Command[] {
  const all: Command[] = places.map((p) => ({ key: p.id, label: p.title, detail: `g ${p.key}`, to: drillPath(drill, p.id) }));
  all.push({ key: 'explore', label: 'Explore a metric', detail: 'Dashboards', to: drillPath(drill, 'dashboards/explore') });
  if (!topology) return all;
  const names = [...topology.services, ...topology.datastores, ...topology.queues].map((c) => c.name);
  for (const name of names) all.push({ key: `d ${name}`, label: name, detail: 'Dashboard', to: drillPath(drill, `dashboards/${name}`) });
  for (const { name } of topology.services) {
    all.push({ key: `l ${name}`, label: `${name} logs`, detail: 'Logs', to: drillPath(drill, 'logs', { query: `{service="${name}"}` }) });
    all.push({ key: `t ${name}`, label: `${name} traces`, detail: 'Traces', to: drillPath(drill, 'traces', { service: name }) });
    all.push({ key: `a ${name}`, label: `${name} actions`, detail: 'Actions', to: drillPath(drill, 'actions', { service: name }) });
  }
  return all;
}

/** All typed words must occur; where the label begins with what was typed comes first. */
export function matching(all: Command[], typed: string): Command[] {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  const first = words[0] ?? '';
  return all
    .filter((c) => words.every((w) => `${c.label} ${c.detail}`.toLowerCase().includes(w)))
    .toSorted((a, b) => Number(!a.label.toLowerCase().startsWith(first)) - Number(!b.label.toLowerCase().startsWith(first)));
}
