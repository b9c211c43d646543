import { useRef, useState } from 'react';
import { useLogs } from '../api/queries';
import { useKeys } from '../app/keys';
import { QueryProblem } from '../dashboards/Explore';
import { RangePicker } from '../dashboards/RangePicker';
import { useRangeOfPlace } from '../dashboards/range';
import { plural } from '../format/number';
import { PlaceHead } from '../ui/bits';
import { Empty, Loading } from '../ui/states';
import { useUrl } from '../ui/url';
import { Fields } from './Fields';
import { Histogram } from './Histogram';
import { Lines } from './Lines';
import './logs.css';
import { folded } from './lines';
import { asQuery, narrowed } from './query';

const PAGE = 200;
/** The most that the server gives on one page. */
const MAX_LINES = 1_000;

export default function LogsPlace() {
  const url = useUrl();
  const range = useRangeOfPlace();
  const query = url.read('query') ?? '';
  const [typed, setTyped] = useState(query);
  const [known, setKnown] = useState(query);
  const [limit, setLimit] = useState(PAGE);
  const [fold, setFold] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const answer = useLogs(query, range.window, limit);
  useKeys({ '/': () => field.current?.focus() });
  if (known !== query) {
    setKnown(query);
    setTyped(query);
    setLimit(PAGE);
  }
  const ask = (next: string) => url.set({ query: next }, false);
  const narrow = (name: string, value: string, out: boolean) => ask(narrowed(query, name, value, out));
  const data = answer.error ? undefined : answer.data;
  return (
    <>
      <PlaceHead title="Logs">
        <RangePicker range={range} />
        <label className="check">
          <input type="checkbox" checked={fold} onChange={(e) => setFold(e.target.checked)} />
          Fold alike lines
        </label>
      </PlaceHead>
      <form
        className="query-bar"
        onSubmit={(e) => {
          e.preventDefault();
          ask(asQuery(typed));
        }}
      >
        <input ref={field} className="mono" aria-label="Log query" spellCheck={false} placeholder='{service="checkout"} |= "timeout" | json' value={typed} onChange={(e) => setTyped(e.target.value)} />
        <button type="submit" className="primary">
          Run
        </button>
        {query !== '' && (
          <button type="button" onClick={() => ask('')}>
            Clear
          </button>
        )}
      </form>
      {answer.error && <QueryProblem query={query} error={answer.error} />}
      {!answer.error && !data && <Loading what="the logs" />}
      {data && (
        <>
          <Histogram buckets={data.histogram} onZoom={range.zoom} />
          <div className="logs">
            <Fields fields={data.fields} onNarrow={narrow} />
            <section className="log-lines" aria-label="Log lines">
              <p className="muted small">
                {plural(data.total, 'line')} in this range{data.lines.length < data.total && `, the latest ${data.lines.length} shown`}
                {data.refused > 0 && `; ${plural(data.refused, 'line')} refused, over the limit`}
              </p>
              {data.lines.length === 0 ? (
                <Empty title="No line matches">Take a filter away, or widen the range.</Empty>
              ) : (
                <Lines lines={fold ? folded(data.lines) : data.lines.map((line) => ({ line, times: 1 }))} onNarrow={narrow} />
              )}
              {data.next !== null && limit < MAX_LINES && (
                <button type="button" onClick={() => setLimit(limit + PAGE)}>
                  Older lines
                </button>
              )}
            </section>
          </div>
        </>
      )}
    </>
  );
}
