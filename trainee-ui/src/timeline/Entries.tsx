import { Link } from 'wouter';
import type { TimelineEntry } from '../api/drill';
import { useDrill, useStory } from '../api/session';
import { hrefOf } from '../app/links';
import { clock } from '../format/time';
import { who } from './timeline';
import './timeline.css';

/** What somebody wrote has nothing else to tell it by. */
const sayings: Record<string, string> = { note: 'Note', status: 'Status update' };

export function Entries({ entries }: { entries: TimelineEntry[] }) {
  const { id } = useDrill();
  const { story } = useStory();
  return (
    <ol className="entries">
      {entries.map((e) => {
        const href = hrefOf(id, e.ref);
        return (
          <li key={e.seq} className={`entry by-${who(e.by)}`}>
            <time>{clock(story(e.at))}</time>
            <span className="entry-by">{e.by}</span>
            <span className="entry-text">
              {e.kind in sayings && <b>{sayings[e.kind]}: </b>}
              {e.text} {href && <Link href={href}>open</Link>}
            </span>
          </li>
        );
      })}
    </ol>
  );
}
