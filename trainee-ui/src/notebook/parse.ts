import type { ChangeView } from '../api/drill';
import type { Vocabulary } from '../api/library';

/**
 * What one typed sentence names. "orders-db pool held by slow query in checkout" is
 *
 *     orders-db … slow query … in checkout
 *     └ named     └ mode        └ component: what the mode is said to be *in* goes before what is named first
 */
export interface Parse {
  component: string | null;
  /** Every component named, the chosen one first. */
  named: string[];
  mode: string | null;
  family: string | null;
  trigger: string | null;
  /** "Nothing is broken": no component is needed. */
  nothing: boolean;
}

export const NOTHING = 'nothing is broken';
const nothingWords = /\bnothing('s| is)? (really |actually )?(broken|wrong)\b|\bfalse alarm\b|\bno fault\b/;

type Words = Pick<Vocabulary, 'components' | 'modes' | 'families' | 'triggers'>;
type Known = Pick<ChangeView, 'id' | 'kind' | 'target' | 'sha' | 'summary'>;

export function parse(sentence: string, words: Words, changes: Known[] = []): Parse {
  const text = normal(sentence);
  const mode = longest(text, words.modes.map((m) => ({ id: m.id, phrases: [m.title, m.id, ...m.phrases] })));
  const nothing = nothingWords.test(text) || (mode !== null && isNothing(mode.id));
  const cause = split(text);
  const family = longest(text, words.families.map((f) => ({ id: f.id, phrases: familyPhrases(f) })));
  const chosen = mode?.id ?? (nothing ? (words.modes.find((m) => isNothing(m.id) || normal(m.title) === NOTHING)?.id ?? null) : null);
  const named = components(cause.cause, words, mode?.end ?? -1);
  return {
    component: nothing ? null : (named[0] ?? null),
    named,
    mode: chosen,
    family: chosen !== null ? (words.modes.find((m) => m.id === chosen)?.family ?? null) : (family?.id ?? null),
    trigger: trigger(cause.trigger, text, words, changes),
    nothing,
  };
}

function isNothing(mode: string): boolean {
  return /^(nothing|no-?fault|none|false-?alarm)/.test(mode);
}

/** Lower case, arrows for links, hyphens and blanks alike, single blanks. */
export function normal(text: string): string {
  return text.toLowerCase().replace(/\s*(->|→)\s*/g, '→').replace(/[-_\s]+/g, ' ').replace(/[.,;!?]+(\s|$)/g, '$1').trim();
}

function familyPhrases(family: { id: string; title: string }): string[] {
  const last = normal(family.title).split(' ').at(-1) ?? '';
  return [family.title, family.id, `some ${family.title}`, ...(last.length > 3 ? [`some ${last}`] : [])];
}

const cue = / (?:since|after|triggered by|because of|caused by|due to|started by) /;

/** "pool too small since the config change": what is before the cue is the cause, what is after it the trigger. */
function split(text: string): { cause: string; trigger: string } {
  const found = cue.exec(text);
  if (!found) return { cause: text, trigger: '' };
  return { cause: text.slice(0, found.index), trigger: text.slice(found.index + found[0].length) };
}

interface Found {
  id: string;
  start: number;
  end: number;
}

function find(text: string, phrase: string): Found | null {
  const wanted = normal(phrase);
  if (wanted === '') return null;
  for (let from = 0; ; ) {
    const start = text.indexOf(wanted, from);
    if (start < 0) return null;
    const end = start + wanted.length;
    if (!/[a-z0-9]/.test(text[start - 1] ?? ' ') && !/[a-z0-9]/.test(text[end] ?? ' ')) return { id: '', start, end };
    from = start + 1;
  }
}

function longest(text: string, candidates: { id: string; phrases: string[] }[]): Found | null {
  let best: Found | null = null;
  for (const { id, phrases } of candidates) {
    for (const phrase of phrases) {
      const found = find(text, phrase);
      if (found && (!best || found.end - found.start > best.end - best.start)) best = { ...found, id };
    }
  }
  return best;
}

function components(text: string, words: Words, modeEnd: number): string[] {
  const found = words.components
    .map((c) => ({ ...(find(text, c.name) ?? find(text, c.name.replace(/->|→/, ' to '))), id: c.name }))
    .filter((f): f is Found => f.start !== undefined);
  const whole = found.filter((f) => !found.some((o) => o !== f && o.start <= f.start && o.end >= f.end && o.id.length > f.id.length));
  whole.sort((a, b) => a.start - b.start);
  const inside = whole.find((f) => modeEnd >= 0 && f.start >= modeEnd && /^ ?(in|on|of|at|inside|within) (the )?$/.test(text.slice(modeEnd, f.start)));
  const ids = whole.map((f) => f.id);
  return inside ? [inside.id, ...ids.filter((id) => id !== inside.id)] : ids;
}

const triggerWords: [RegExp, string][] = [
  [/\b(traffic|load|spike|campaign|rush)\b/, 'traffic'],
  [/\b(schedule|scheduled|cron|nightly|batch|job|calendar)\b/, 'schedule'],
  [/\b(dependency|third party|provider|upstream|vendor)\b/, 'dependency'],
];

function trigger(after: string, text: string, words: Words, changes: Known[]): string | null {
  const known = new Set(words.triggers.map((t) => t.id));
  if (/\bno trigger\b|\btriggered by nothing\b/.test(text)) return known.has('none') ? 'none' : null;
  if (after === '') return null;
  for (const change of changes) {
    if (find(after, change.id) || (change.sha && find(after, change.sha.slice(0, 7)))) return change.id;
  }
  const kind = /\b(deploy|deployment|release|rollout)\b/.test(after) ? 'deploy' : /\b(config|setting)\b/.test(after) ? 'config' : /\bflag\b/.test(after) ? 'flag' : null;
  const about = changes.filter((c) => (kind === null || c.kind === kind) && find(after, c.target.split('/')[0] ?? ''));
  if (about.length > 0 && kind !== null) return about[0]?.id ?? null;
  for (const [pattern, id] of triggerWords) if (pattern.test(after) && known.has(id)) return id;
  return null;
}
