import { asPlace, drillPath } from './places';

/** Half an hour: long enough to hold a whole drill. */
const LAST_SECONDS = 1800;

/**
 * Where the server's pointers lead: a dashboard's target is a query, a diagnostic's is its name and
 * what it was read of, a change's its id. Null for what has no place of its own.
 */
export function hrefOf(drill: string, ref: { place: string; target: string } | null): string | null {
  const place = asPlace(ref?.place);
  if (!ref || !place) return null;
  const { target } = ref;
  if (target === '') return drillPath(drill, place);
  switch (place) {
    case 'dashboards': return /[({=]|_/.test(target) ? drillPath(drill, 'dashboards/explore', { query: target, last: LAST_SECONDS }) : drillPath(drill, `dashboards/${target}`);
    case 'traces': return drillPath(drill, `traces/${encodeURIComponent(target)}`);
    case 'changes': return drillPath(drill, place, { change: target });
    case 'diagnostics': {
      const [diagnostic, ...of] = target.split(' ');
      return drillPath(drill, place, { diagnostic, target: of.join(' ') });
    }
    case 'logs': return drillPath(drill, place, { query: target });
    case 'mesh': return drillPath(drill, place, { node: target });
    default: return drillPath(drill, place);
  }
}

/** A panel that is either a query or a diagnostic and its target. */
export function hrefOfPanel(drill: string, panel: string): string | null {
  const place = /^[a-z]+ [\w./-]+$/.test(panel) ? 'diagnostics' : 'dashboards';
  return panel === '' ? null : hrefOf(drill, { place, target: panel });
}
