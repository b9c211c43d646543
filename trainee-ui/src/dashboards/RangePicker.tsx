import { useStory } from '../api/session';
import { clock } from '../format/time';
import { Kbd } from '../ui/bits';
import type { useRangeOfPlace } from './range';

const lengths = [
  { seconds: 300, label: 'Last 5 minutes' },
  { seconds: 900, label: 'Last 15 minutes' },
  { seconds: 1800, label: 'Last 30 minutes' },
  { seconds: 3600, label: 'Last hour' },
];

export function RangePicker({ range: { window, zoomOut, follow } }: { range: ReturnType<typeof useRangeOfPlace> }) {
  const { story } = useStory();
  return (
    <div className="range">
      <select
        aria-label="Time range"
        value={window.live ? String(window.lengthMs / 1000) : 'fixed'}
        onChange={(e) => e.target.value !== 'fixed' && follow(Number(e.target.value))}
      >
        {!window.live && (
          <option value="fixed">
            {clock(story(window.from))} – {clock(story(window.to))}
          </option>
        )}
        {lengths.map((l) => (
          <option key={l.seconds} value={l.seconds}>
            {l.label}
          </option>
        ))}
      </select>
      <button type="button" onClick={zoomOut} title="Zoom out">
        Zoom out <Kbd>t z</Kbd>
      </button>
      {window.live ? (
        <span className="live">Live</span>
      ) : (
        <button type="button" onClick={() => follow(null)}>
          Back to live <Kbd>t l</Kbd>
        </button>
      )}
    </div>
  );
}
