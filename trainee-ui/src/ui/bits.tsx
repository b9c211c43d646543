import type { KeyboardEvent, ReactNode } from 'react';

export function Chip({ children, tone, title }: { children: ReactNode; tone?: 'info' | 'warn' | 'bad' | 'good' | 'empty'; title?: string }) {
  return (
    <span className={`chip ${tone ?? ''}`} title={title}>
      {children}
    </span>
  );
}

export function Kbd({ children }: { children: ReactNode }) {
  return <kbd aria-hidden="true">{children}</kbd>;
}

/** The head of a place: what it is, and what can be done to all of it. */
export function PlaceHead({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <header className="place-head">
      <h1>{title}</h1>
      {children}
    </header>
  );
}

/** Arrow keys and j/k move the focus between the elements marked `data-row` inside the same list. */
export function onRowKeys(event: KeyboardEvent<HTMLElement>) {
  const step = event.key === 'ArrowDown' || event.key === 'j' ? 1 : event.key === 'ArrowUp' || event.key === 'k' ? -1 : 0;
  if (step === 0 || event.target instanceof HTMLInputElement) return;
  const rows = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-row]')];
  const at = rows.findIndex((row) => row.contains(document.activeElement));
  const next = rows[Math.min(rows.length - 1, Math.max(0, at + step))];
  if (!next) return;
  event.preventDefault();
  next.focus();
}

export function Facts({ children }: { children: ReactNode }) {
  return <dl className="facts">{children}</dl>;
}

export function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
