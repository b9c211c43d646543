import { useEffect, useSyncExternalStore } from 'react';

export type Tone = 'good' | 'bad' | 'plain';
interface Toast {
  id: number;
  text: string;
  tone: Tone;
}

const SHOWN_MS = 6_000;
const LIMIT = 3;
let toasts: Toast[] = [];
let next = 1;
const watchers = new Set<() => void>();

/** Says something once, at the foot of the screen and to a screen reader. */
export function toast(text: string, tone: Tone = 'plain') {
  set([...toasts.filter((t) => t.text !== text), { id: next++, text, tone }].slice(-LIMIT));
}

function set(list: Toast[]) {
  toasts = list;
  for (const watcher of watchers) watcher();
}

const dismiss = (id: number) => set(toasts.filter((t) => t.id !== id));

export function Toasts() {
  const shown = useSyncExternalStore(
    (watcher) => {
      watchers.add(watcher);
      return () => watchers.delete(watcher);
    },
    () => toasts,
  );
  return (
    <div className="toasts" role="status" aria-live="polite">
      {shown.map((t) => (
        <Shown key={t.id} toast={t} />
      ))}
    </div>
  );
}

function Shown({ toast: { id, text, tone } }: { toast: Toast }) {
  useEffect(() => {
    const timer = setTimeout(() => dismiss(id), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [id]);
  return (
    <div className={`toast ${tone}`}>
      <span>{text}</span>
      <button type="button" className="quiet small" aria-label="Dismiss message" onClick={() => dismiss(id)}>
        ×
      </button>
    </div>
  );
}
