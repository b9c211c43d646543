import { useRef, useState } from 'react';
import { useMetricNames, useRange } from '../api/queries';
import { Problem } from '../api/client';
import { useKeys } from '../app/keys';
import { Suggest } from '../ui/Suggest';
import { Empty } from '../ui/states';
import { useUrl } from '../ui/url';
import { PanelCard } from './PanelCard';
import { aspectOf, completions } from './panel';
import type { useRangeOfPlace } from './range';

/** Any metric, by a query that reads like PromQL. The query lives in the address. */
export function Explore({ range }: { range: ReturnType<typeof useRangeOfPlace> }) {
  const url = useUrl();
  const query = url.read('query') ?? '';
  const [typed, setTyped] = useState(query);
  const [asked, setAsked] = useState(query);
  const field = useRef<HTMLInputElement>(null);
  const names = useMetricNames();
  const answer = useRange(query, range.window, query !== '');
  useKeys({ '/': () => field.current?.focus() });
  if (asked !== query) {
    setAsked(query);
    setTyped(query);
  }
  const run = () => url.set({ query: typed.trim() }, false);
  return (
    <>
      <div className="query-bar">
        <Suggest
          label="Metric query"
          hideLabel
          inputRef={field}
          placeholder='sum by (service) (rate(http_server_requests_seconds_count[30s]))'
          value={typed}
          onChange={setTyped}
          suggestions={completions(typed, names.data?.metrics ?? [])}
          onPick={(s) => setTyped(s.key)}
          onEnter={run}
        />
        <button type="button" className="primary" onClick={run} disabled={typed.trim() === ''}>
          Run
        </button>
      </div>
      {query === '' ? (
        <Empty title="Choose a metric">Type a part of its name; what it measures stands beside it.</Empty>
      ) : answer.error ? (
        <QueryProblem query={query} error={answer.error} />
      ) : (
        <PanelCard
          panel={{ id: 'explore', title: query, unit: '', query, legend: '', aspect: aspectOf(query) }}
          board=""
          window={range.window}
          onZoom={range.zoom}
          height={320}
        />
      )}
    </>
  );
}

export function QueryProblem({ query, error }: { query: string; error: Error }) {
  const position = error instanceof Problem ? error.position : null;
  return (
    <div className="query-problem" role="alert">
      {position !== null && (
        <pre aria-hidden="true">
          {query}
          {'\n'}
          {' '.repeat(Math.max(0, position))}^
        </pre>
      )}
      <p>{error.message}</p>
    </div>
  );
}
