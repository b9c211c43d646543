import { useEffect } from 'react';
import { prefer, preference, usePreference } from './preference';

type Theme = 'dark' | 'light' | 'system';

const order: Theme[] = ['system', 'dark', 'light'];

function asTheme(stored: string | null): Theme {
  return stored === 'dark' || stored === 'light' ? stored : 'system';
}

export function useTheme(): Theme {
  return asTheme(usePreference('theme'));
}

export function applyTheme() {
  const theme = asTheme(preference('theme'));
  if (theme === 'system') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
}

export function nextTheme() {
  const now = asTheme(preference('theme'));
  const next = order[(order.indexOf(now) + 1) % order.length] as Theme;
  prefer('theme', next === 'system' ? null : next);
  applyTheme();
}

/** Calls back when colours have changed, by choice or by the system. */
export function useRepaint(repaint: () => void) {
  const theme = useTheme();
  useEffect(repaint, [repaint, theme]);
  useEffect(() => {
    const dark = matchMedia('(prefers-color-scheme: dark)');
    dark.addEventListener('change', repaint);
    return () => dark.removeEventListener('change', repaint);
  }, [repaint]);
}

export function token(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}
