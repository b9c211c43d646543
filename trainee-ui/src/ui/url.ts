import { useCallback } from 'react';
import { useLocation, useSearch } from 'wouter';

/** What can be shared lives in the URL: reads the query and rewrites some of its keys in place. */
export function useUrl() {
  const search = useSearch();
  const [path, navigate] = useLocation();
  const params = new URLSearchParams(search);
  const set = useCallback(
    (changes: Record<string, string | number | null>, replace = true) => {
      const next = new URLSearchParams(window.location.search);
      for (const [key, value] of Object.entries(changes)) {
        if (value === null || value === '') next.delete(key);
        else next.set(key, String(value));
      }
      const query = next.toString();
      navigate(`${path}${query ? `?${query}` : ''}`, { replace });
    },
    [path, navigate],
  );
  return { read: (key: string) => params.get(key), set };
}
