import { useSyncExternalStore } from 'react';

/** Preferences of this browser, in local storage; a storage that is closed to us is no reason to fail. */

const PREFIX = 'pagefault.';
const watchers = new Set<() => void>();

export function preference(name: string): string | null {
  try {
    return localStorage.getItem(PREFIX + name);
  } catch {
    return null;
  }
}

export function prefer(name: string, value: string | null) {
  try {
    if (value === null) localStorage.removeItem(PREFIX + name);
    else localStorage.setItem(PREFIX + name, value);
  } catch {
    // private windows: the preference lasts as long as the page
  }
  for (const watcher of watchers) watcher();
}

export function usePreference(name: string): string | null {
  return useSyncExternalStore(
    (watcher) => {
      watchers.add(watcher);
      return () => watchers.delete(watcher);
    },
    () => preference(name),
  );
}
