import { type RefObject, useEffect, useState } from 'react';

/** Whether an element is in sight or nearly so: graphs out of sight ask the server for nothing. */
export function useOnScreen(element: RefObject<HTMLElement | null>): boolean {
  const [near, setNear] = useState(false);
  useEffect(() => {
    if (!element.current) return;
    const watcher = new IntersectionObserver((seen) => setNear(seen.at(-1)?.isIntersecting ?? false), { rootMargin: '200px' });
    watcher.observe(element.current);
    return () => watcher.disconnect();
  }, [element]);
  return near;
}
