/** Small edits of a LogQL query, as a click on a field value makes them. */

const streamLabels = new Set(['service', 'region', 'instance', 'version', 'level']);
/** Every line, where a selector is needed: LogQL takes no empty one. */
const ALL = '{service=~".+"}';
const selector = /^\s*\{([^}]*)\}/;

/** Adds `field = value` (or ≠): to the stream selector for a label, else after `| json`. */
export function narrowed(query: string, field: string, value: string, out = false): string {
  const operator = out ? '!=' : '=';
  const quoted = JSON.stringify(value);
  if (streamLabels.has(field)) {
    const inside = (selector.exec(query)?.[1] ?? '').trim();
    const rest = query.replace(selector, '').trim();
    const kept = inside.split(',').map((m) => m.trim()).filter((m) => m !== '' && (out || !new RegExp(`^${field}\\s*=[^~]`).test(m)));
    return `{${[...kept, `${field}${operator}${quoted}`].join(', ')}}${rest ? ` ${rest}` : ''}`;
  }
  const base = selector.test(query) ? query.trim() : `${ALL} ${query}`.trim();
  const parsed = /\|\s*json\b/.test(base) ? base : `${base} | json`;
  return `${parsed} | ${field}${operator}${quoted}`;
}

/** Adds a line filter: `|= "timeout"`. */
function containing(query: string, words: string): string {
  const base = selector.test(query) ? query.trim() : ALL;
  const head = selector.exec(base)?.[0] ?? ALL;
  const rest = base.slice(head.length).trim();
  return `${head} |= ${JSON.stringify(words)}${rest ? ` ${rest}` : ''}`;
}

/** Typed words that are no query yet are looked for in the message. */
export function asQuery(typed: string): string {
  const trimmed = typed.trim();
  if (trimmed === '' || trimmed.startsWith('{')) return trimmed;
  return trimmed.startsWith('|') ? `${ALL} ${trimmed}` : containing('', trimmed);
}
