/** Small line drawings, one per place; always beside a word, so hidden from screen readers. */
const paths: Record<string, string> = {
  brief: 'M4 2h6l3 3v9H4zM6.5 8h4M6.5 10.5h4',
  page: 'M8 2a4 4 0 0 1 4 4v3l1.5 2.5h-11L4 9V6a4 4 0 0 1 4-4zM6.8 13.5h2.4',
  mesh: 'M3.5 3.5h3v3h-3zM9.5 3.5h3v3h-3zM6.5 9.5h3v3h-3zM5 6.5l2 3M11 6.5l-2 3',
  dashboards: 'M2.5 13.5h11M3 11l3-4 3 2 4-6',
  logs: 'M2.5 4h11M2.5 7h8M2.5 10h11M2.5 13h6',
  traces: 'M2.5 4h9M5 7.5h8.5M7 11h4',
  changes: 'M4.5 2.5v11M4.5 5.5h4a3 3 0 0 1 3 3v5M11.5 13.5l-2-2M11.5 13.5l2-2',
  diagnostics: 'M2.5 8h2.5l1.5-4.5 3 9L11 8h2.5',
  actions: 'M9 2 4 9h3.5L7 14l5-7H8.5z',
  timeline: 'M8 2.5v11M8 4.5h4M8 8H4M8 11.5h4',
  debrief: 'M3 3.5h10v7H8l-3 3v-3H3z',
};

export function Icon({ name }: { name: string }) {
  return (
    <svg className="icon" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
      <path d={paths[name] ?? 'M8 3v10M3 8h10'} fill="none" stroke="currentColor" strokeWidth="1.4" strokeLinejoin="round" strokeLinecap="round" />
    </svg>
  );
}
