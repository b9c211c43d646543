import { useEffect, useLayoutEffect, useRef } from 'react';
import { preference } from '../ui/preference';

/** What a key, or two keys one after the other ("g m"), does while the focus is in no field. */
export type Bindings = Record<string, (event: KeyboardEvent) => void>;

const PAIR_WITHIN_MS = 1_200;

/** The binding that `key` completes, given the key before it; a pair goes before a single key. */
export function match(bindings: Bindings[], before: string | null, key: string): string | null {
  const pair = before === null ? null : `${before} ${key}`;
  if (pair !== null && bindings.some((b) => pair in b)) return pair;
  return bindings.some((b) => key in b) ? key : null;
}

export function opensPair(bindings: Bindings[], key: string): boolean {
  return bindings.some((b) => Object.keys(b).some((name) => name.startsWith(`${key} `)));
}

const layers: { current: Bindings }[] = [];
let before: { key: string; at: number } | null = null;

function typing(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
}

function onKeyDown(event: KeyboardEvent) {
  const all = layers.map((l) => l.current);
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k') {
    run(all, 'mod+k', event);
    return;
  }
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
  if (typing(event.target) || document.querySelector('dialog[open]')) return;
  if (preference('keys') === 'off') return;
  const recent = before && event.timeStamp - before.at < PAIR_WITHIN_MS ? before.key : null;
  const name = match(all, recent, event.key);
  before = name === null || !name.includes(' ') ? opensPair(all, event.key) ? { key: event.key, at: event.timeStamp } : null : null;
  if (name !== null) run(all, name, event);
}

function run(all: Bindings[], name: string, event: KeyboardEvent) {
  const owner = all.findLast((b) => name in b);
  if (!owner) return;
  event.preventDefault();
  owner[name]?.(event);
}

/** Binds keys while the caller is on screen; the one bound last wins. */
export function useKeys(bindings: Bindings) {
  const layer = useRef(bindings);
  useLayoutEffect(() => {
    layer.current = bindings;
  });
  useEffect(() => {
    layers.push(layer);
    if (layers.length === 1) document.addEventListener('keydown', onKeyDown);
    return () => {
      layers.splice(layers.indexOf(layer), 1);
      if (layers.length === 0) document.removeEventListener('keydown', onKeyDown);
    };
  }, []);
}
