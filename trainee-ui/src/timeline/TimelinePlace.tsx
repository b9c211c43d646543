import { useRef, useState } from 'react';
import { useDrill } from '../api/session';
import { useKeys } from '../app/keys';
import { plural } from '../format/number';
import { Segments } from '../ui/Field';
import { PlaceHead } from '../ui/bits';
import { Empty } from '../ui/states';
import { Entries } from './Entries';
import { type Author, chosen } from './timeline';

export default function TimelinePlace() {
  const { timeline } = useDrill();
  const [author, setAuthor] = useState<Author | 'all'>('all');
  const [words, setWords] = useState('');
  const search = useRef<HTMLInputElement>(null);
  useKeys({ '/': () => search.current?.focus() });
  const shown = chosen(timeline, author, words);
  return (
    <>
      <PlaceHead title="Timeline">
        <Segments<Author | 'all'>
          label="Whose entries"
          value={author}
          onChange={setAuthor}
          options={[
            { value: 'all', label: 'All' },
            { value: 'you', label: 'Yours' },
            { value: 'others', label: "Others'" },
            { value: 'system', label: "The system's" },
          ]}
        />
        <input ref={search} className="search" type="search" aria-label="Search the timeline" placeholder="Search  /" value={words} onChange={(e) => setWords(e.target.value)} />
        <span className="muted">{plural(shown.length, 'entry', 'entries')}</span>
      </PlaceHead>
      {shown.length === 0 ? <Empty title={timeline.length === 0 ? 'Nothing has happened yet' : 'No entry has these words'} /> : <Entries entries={shown} />}
    </>
  );
}
