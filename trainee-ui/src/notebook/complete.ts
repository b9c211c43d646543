import type { Vocabulary } from '../api/library';
import type { Suggestion } from '../ui/Suggest';
import { NOTHING, normal } from './parse';

const LIMIT = 60;
const TAIL_WORDS = 4;

interface Candidate {
  insert: string;
  detail: string;
  found: string[];
}

/** The whole catalogue, every component and every trigger, in every drill: never a scenario's own rivals. */
function catalogue(words: Vocabulary): Candidate[] {
  const families = new Map(words.families.map((f) => [f.id, f.title]));
  return [
    ...words.modes.map((m) => ({ insert: lower(m.title), detail: families.get(m.family) ?? 'mode', found: [m.title, ...m.phrases].map(normal) })),
    ...words.components.map((c) => ({ insert: c.name, detail: c.kind, found: [normal(c.name)] })),
    ...words.families.map((f) => ({ insert: `some ${lower(f.title)}`, detail: 'any of a family', found: [normal(`some ${f.title}`), normal(f.title)] })),
    ...words.triggers.map((t) => ({ insert: `triggered by ${lower(t.title)}`, detail: 'trigger', found: [normal(`triggered by ${t.title}`), normal(t.title)] })),
    { insert: NOTHING, detail: 'the alert is wrong', found: [NOTHING] },
  ];
}

/** Completions of a sentence: each is the whole sentence as it would stand, the nearest matches first. */
export function complete(sentence: string, words: Vocabulary): Suggestion[] {
  const all = catalogue(words);
  const tokens = sentence.split(/\s+/).filter(Boolean);
  const ended = sentence === '' || /\s$/.test(sentence);
  const seen = new Map<string, Suggestion & { rank: number }>();
  const add = (c: Candidate, kept: string[], rank: number) => {
    const old = seen.get(c.insert);
    if (old && old.rank <= rank) return;
    seen.set(c.insert, { key: [...kept, c.insert].join(' '), label: c.insert, detail: c.detail, rank });
  };
  if (ended) for (const c of all) add(c, tokens, 100);
  else {
    for (let n = Math.min(TAIL_WORDS, tokens.length); n >= 1; n--) {
      const tail = normal(tokens.slice(-n).join(' '));
      const kept = tokens.slice(0, -n);
      for (const c of all) {
        if (c.found.some((f) => f === tail)) continue;
        if (c.found.some((f) => f.startsWith(tail))) add(c, kept, 10 - n);
        else if (tail.length > 2 && c.found.some((f) => f.includes(` ${tail}`))) add(c, kept, 20 - n);
      }
    }
  }
  const ranked = [...seen.values()].toSorted((a, b) => a.rank - b.rank).slice(0, LIMIT);
  return ranked.map(({ key, label, detail }) => ({ key, label, ...(detail ? { detail } : {}) }));
}

function lower(title: string): string {
  return /^[A-Z][a-z]/.test(title) ? title.charAt(0).toLowerCase() + title.slice(1) : title;
}
