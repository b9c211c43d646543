import type { Observe, Scope } from '../api/drill';
import { type Question, describe, questions, toggled } from './scope';

/** An answer to one question of the blast radius. */
export interface Statement {
  question: Question;
  scope: Scope;
}

export function openQuestion(blast: Observe['blast']): Question | null {
  return questions.find((q) => blast[q.id] === null)?.id ?? null;
}

/** The statement that one key means: to the open question, else the first that is not what stands already. */
export function meantBy(said: Statement[], blast: Observe['blast']): Statement | null {
  const open = openQuestion(blast);
  return said.find((s) => s.question === open) ?? said.find((s) => !holds(s, blast)) ?? null;
}

/** Whether the notebook says so already. */
export function holds({ question, scope }: Statement, blast: Observe['blast']): boolean {
  const stands = blast[question];
  if (stands === null || stands.kind !== scope.kind) return false;
  if (stands.kind !== 'only' || scope.kind !== 'only') return true;
  return scope.terms.every((t) => stands.terms.some((s) => s.dimension === t.dimension && s.value === t.value));
}

/** What to state: one value more or less of what stands, or another answer; null where nothing would be left. */
export function stated({ question, scope }: Statement, blast: Observe['blast']): Scope | null {
  const [term, ...more] = scope.kind === 'only' ? scope.terms : [];
  return term && more.length === 0 ? toggled(blast[question], term) : scope;
}

export function sayingOf({ question, scope }: Statement): string {
  return describe(question, scope);
}
