import type { Change } from '../api/acts';
import type { DrillState } from '../api/drill';
import type { Actions, ActionService } from '../api/telemetry';

/** Where a change of a service may be applied: everywhere, one region, one version, one instance. */
export function scopesOf(service: ActionService): { value: string; label: string }[] {
  const regions = [...new Set(service.instances.map((i) => i.region))].filter(Boolean);
  return [
    { value: service.name, label: 'all instances' },
    ...(regions.length > 1 ? regions.map((r) => ({ value: `${service.name}/${r}`, label: `region ${r}` })) : []),
    ...service.instances.map((i) => ({ value: `${service.name}/${i.region}/${i.name}`, label: i.name })),
  ];
}

export function previousVersion(service: ActionService): string | null {
  return service.versions.find((v) => v.previous)?.id ?? null;
}

export function currentVersion(service: ActionService): string | null {
  return service.versions.find((v) => v.current)?.id ?? service.instances[0]?.version ?? null;
}

/** What a change does, as one line of an operator would: "rollback checkout to 4.11.2". */
export function commandOf(change: Change, actions?: Actions): string {
  switch (change.kind) {
    case 'deploy': {
      const service = actions?.services.find((s) => s.name === change.target.split('/')[0]);
      const verb = service && previousVersion(service) === change.version ? 'rollback' : 'deploy';
      return `${verb} ${change.target} to ${change.version}`;
    }
    case 'config': return change.value === null ? `unset ${change.key} of ${change.target}` : `set ${change.key} of ${change.target} to ${change.value}`;
    case 'flag': return `set flag ${change.flag} to ${change.value}`;
    case 'scale': return `scale ${change.target} to ${change.instances}`;
    case 'restart': return `restart ${change.target}`;
    case 'drain': return change.drained ? `drain ${change.target}` : `take ${change.target} back into rotation`;
    case 'traffic': return `shift ${change.percent} % of the traffic to ${change.region}`;
    case 'cancel': return `cancel statement of session ${change.session} on ${change.datastore}`;
  }
}

/** The other side of a flag that is only on or off; null where it is a share of customers. */
export function opposite(value: string): string | null {
  const pairs: Record<string, string> = { on: 'off', off: 'on', true: 'false', false: 'true' };
  return pairs[value] ?? null;
}

/** Why nothing can be changed now, or null while it can. */
export function closedBecause(state: DrillState, held: boolean): string | null {
  switch (state) {
    case 'preparing': case 'onCall': case 'paged': return 'Actions open once the page is acknowledged';
    case 'working': return held ? 'Nothing can be changed while the drill is held' : null;
    case 'verifying': return 'Nothing can be changed while the fix is watched';
    default: return 'This drill is over';
  }
}
