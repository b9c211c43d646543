import { useStory } from '../api/session';
import type { LogBucket } from '../api/telemetry';
import { plural } from '../format/number';
import { clock, hourMinute } from '../format/time';

const HEIGHT = 56;

/** Lines over time by level; a click on a bar zooms to it. */
export function Histogram({ buckets, onZoom }: { buckets: LogBucket[]; onZoom: (from: number, to: number) => void }) {
  const { story } = useStory();
  if (buckets.length === 0) return null;
  const most = Math.max(1, ...buckets.map((b) => b.counts.info + b.counts.warn + b.counts.error));
  const width = (buckets[1]?.at ?? (buckets[0]?.at ?? 0) + 10_000) - (buckets[0]?.at ?? 0);
  const totals = buckets.reduce((t, { counts }) => ({ info: t.info + counts.info, warn: t.warn + counts.warn, error: t.error + counts.error }), { info: 0, warn: 0, error: 0 });
  const said = `${plural(totals.error, 'error')}, ${plural(totals.warn, 'warning')}, ${totals.info} others`;
  const [first, last] = [buckets[0], buckets.at(-1)];
  return (
    <figure className="histogram" aria-label={`Log lines over time: ${said}`}>
      <svg viewBox={`0 0 ${buckets.length * 10} ${HEIGHT}`} preserveAspectRatio="none" height={HEIGHT} width="100%" aria-hidden="true">
        {buckets.map((b, i) => {
          const h = (n: number) => (n / most) * HEIGHT;
          const { info, warn, error } = b.counts;
          return (
            // A second way to what dragging in a graph does; the range picker is the keyboard's.
            // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-static-element-interactions
            <g key={b.at} onClick={() => onZoom(b.at, b.at + width)}>
              <title>{`${clock(story(b.at))}: ${error} errors, ${warn} warnings, ${info} others`}</title>
              <rect x={i * 10} width="10" y="0" height={HEIGHT} className="hit" />
              <rect x={i * 10 + 1} width="8" y={HEIGHT - h(info + warn + error)} height={h(info)} className="info" />
              <rect x={i * 10 + 1} width="8" y={HEIGHT - h(warn + error)} height={h(warn)} className="warn" />
              <rect x={i * 10 + 1} width="8" y={HEIGHT - h(error)} height={h(error)} className="error" />
            </g>
          );
        })}
      </svg>
      <figcaption className="muted small">
        <span>{first && hourMinute(story(first.at))}</span>
        <span>{said}</span>
        <span>{last && hourMinute(story(last.at))}</span>
      </figcaption>
    </figure>
  );
}
