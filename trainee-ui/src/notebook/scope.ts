import type { Observe, Scope, Term } from '../api/drill';
import type { Topology } from '../api/library';
import { enumeration } from '../format/words';

export type Question = 'who' | 'journeys' | 'where';

export const questions: { id: Question; title: string; all: string }[] = [
  { id: 'who', title: 'Who is hurt?', all: 'Everybody' },
  { id: 'journeys', title: 'Which journeys?', all: 'All journeys' },
  { id: 'where', title: 'Where?', all: 'Everywhere' },
];

export interface Dimension {
  name: string;
  values: string[];
}

/** What "only …" may name for a question. */
export function dimensions(question: Question, topology: Topology): Dimension[] {
  switch (question) {
    case 'who': return topology.segments.filter((s) => s.name !== 'region');
    case 'journeys': return [{ name: 'journey', values: topology.journeys.map((j) => j.id) }];
    case 'where': return [{ name: 'region', values: topology.regions }];
  }
}

/** "guest and coupon yes": several values of one dimension are joined with or, dimensions with and. */
export function describe(question: Question, scope: Scope | null): string {
  if (scope === null) return '';
  if (scope.kind === 'cantTell') return "Can't tell";
  if (scope.kind === 'all') return questions.find((q) => q.id === question)?.all ?? 'All';
  const byDimension = new Map<string, string[]>();
  for (const { dimension, value } of scope.terms) byDimension.set(dimension, [...(byDimension.get(dimension) ?? []), value]);
  const parts = [...byDimension].map(([dimension, values]) =>
    question === 'who' ? `${dimension} ${enumeration(values, 'or')}` : enumeration(values, 'or'));
  return `Only ${enumeration(parts)}`;
}

/** Null where nothing is left: “only” needs at least one term. */
export function toggled(scope: Scope | null, term: Term): Scope | null {
  const terms = scope?.kind === 'only' ? scope.terms : [];
  const without = terms.filter((t) => t.dimension !== term.dimension || t.value !== term.value);
  if (without.length === terms.length) return { kind: 'only', terms: [...terms, term] };
  return without.length === 0 ? null : { kind: 'only', terms: without };
}

/** The question that a label of a graph answers, or null. */
export function questionOf(label: string, topology: Topology): Question | null {
  if (label === 'region') return 'where';
  if (label === 'journey') return 'journeys';
  return topology.segments.some((s) => s.name === label) ? 'who' : null;
}

/** What the cited readings cover: the four aspects, and one thing that is normal. */
export function covered(observe: Observe): { name: string; done: boolean }[] {
  const aspects = ['traffic', 'errors', 'latency', 'saturation'] as const;
  return [
    ...aspects.map((name) => ({ name, done: observe.readings.some((r) => r.aspect === name) })),
    { name: 'one normal', done: observe.readings.some((r) => r.judgement === 'normal') },
  ];
}
