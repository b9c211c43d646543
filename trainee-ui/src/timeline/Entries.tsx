import { Link } from 'wouter';
import type { TimelineEntry } from '../api/drill';
import { useDrill, useStory } from '../api/session';
import { asPlace, drillPath } from '../app/places';
import { clock } from '../format/time';
import { who } from './timeline';
import './timeline.css';

export function Entries({ entries }: { entries: TimelineEntry[] }) {
  const { id } = useDrill();
  const { story } = useStory();
  return (
    <ol className="entries">
      {entries.map((e) => (
        <li key={e.seq} className={`entry by-${who(e.by)}`}>
          <time>{clock(story(e.at))}</time>
          <span className="entry-by">{e.by}</span>
          <span className="entry-text">
            {e.text}
            {e.ref && asPlace(e.ref.place) && (
              <>
                {' '}
                <Link href={drillPath(id, refPath(e.ref))}>open</Link>
              </>
            )}
          </span>
        </li>
      ))}
    </ol>
  );
}

function refPath(ref: { place: string; target: string }): string {
  return ref.target && (ref.place === 'dashboards' || ref.place === 'traces') ? `${ref.place}/${encodeURIComponent(ref.target)}` : ref.place;
}
