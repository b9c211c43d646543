import type { Span } from '../api/telemetry';

/**
 * One row of a waterfall, in microseconds from the start of the trace:
 *
 *     edge      ├──────────────────────────┤
 *     checkout     ├─ ─ ─ ─ ─ ┤▓▓▓▓▓▓▓▓▓▓▓┤      ─ gap: nothing recorded before its first child
 *     orders-db               ├▓▓▓▓▓▓▓▓▓▓▓┤      ▓ critical: the trace could not be shorter than this
 */
export interface Row {
  span: Span;
  depth: number;
  start: number;
  /** Time before the first child in which nothing is recorded; 0 where there is no child. */
  gap: number;
  critical: boolean;
  children: number;
}

export function rows(spans: Span[]): { rows: Row[]; total: number } {
  if (spans.length === 0) return { rows: [], total: 0 };
  const known = new Set(spans.map((s) => s.id));
  const children = new Map<string | null, Span[]>();
  for (const span of spans) {
    const parent = span.parent !== null && known.has(span.parent) && span.parent !== span.id ? span.parent : null;
    children.set(parent, [...(children.get(parent) ?? []), span]);
  }
  for (const list of children.values()) list.sort((a, b) => a.startMicros - b.startMicros);
  const zero = Math.min(...spans.map((s) => s.startMicros));
  const total = Math.max(...spans.map(endOf)) - zero;
  const critical = criticalPath(children);
  const out: Row[] = [];
  const visit = (span: Span, depth: number) => {
    const below = children.get(span.id) ?? [];
    const first = below[0];
    out.push({
      span, depth, start: span.startMicros - zero, critical: critical.has(span.id), children: below.length,
      gap: first ? Math.max(0, first.startMicros - span.startMicros) : 0,
    });
    for (const child of below) visit(child, depth + 1);
  };
  for (const root of children.get(null) ?? []) visit(root, 0);
  return { rows: out, total };
}

function endOf(span: Span): number {
  return span.startMicros + span.durationMicros;
}

/** From the end of the root backwards: the child that ended last before, then what ended before that began. */
function criticalPath(children: Map<string | null, Span[]>): Set<string> {
  const on = new Set<string>();
  const visit = (span: Span, until: number) => {
    on.add(span.id);
    let end = until;
    for (const child of (children.get(span.id) ?? []).toSorted((a, b) => endOf(b) - endOf(a))) {
      if (child.startMicros >= end || endOf(child) > end + Math.max(1, span.durationMicros)) continue;
      visit(child, Math.min(endOf(child), end));
      end = child.startMicros;
    }
  };
  const root = (children.get(null) ?? []).toSorted((a, b) => endOf(b) - endOf(a))[0];
  if (root) visit(root, endOf(root));
  return on;
}

export interface Compared {
  name: string;
  here: { count: number; micros: number };
  there: { count: number; micros: number };
}

/** Time and count by service and operation in two traces, the largest difference first. */
export function compare(here: Span[], there: Span[]): Compared[] {
  const all = new Map<string, Compared>();
  const add = (span: Span, side: 'here' | 'there') => {
    const name = `${span.service} · ${span.name}`;
    const row = all.get(name) ?? { name, here: { count: 0, micros: 0 }, there: { count: 0, micros: 0 } };
    row[side] = { count: row[side].count + 1, micros: row[side].micros + span.durationMicros };
    all.set(name, row);
  };
  for (const span of here) add(span, 'here');
  for (const span of there) add(span, 'there');
  return [...all.values()].toSorted((a, b) => Math.abs(b.here.micros - b.there.micros) - Math.abs(a.here.micros - a.there.micros));
}
