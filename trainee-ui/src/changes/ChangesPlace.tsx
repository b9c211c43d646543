import { useRef, useState } from 'react';
import { useNow } from '../api/now';
import type { ChangeView } from '../api/drill';
import { useChanges } from '../api/queries';
import { useAct, useDrill, useStory } from '../api/session';
import { useKeys } from '../app/keys';
import { stamp } from '../format/time';
import { sentence } from '../format/words';
import { otherSuspects } from '../notebook/suspects';
import { Select, options } from '../ui/Field';
import { Chip, Kbd, PlaceHead, onRowKeys } from '../ui/bits';
import { Answer, Empty } from '../ui/states';
import { useUrl } from '../ui/url';
import './changes.css';
import { diffLines, narrowed } from './feed';

export default function ChangesPlace() {
  const feed = useChanges();
  const url = useUrl();
  const search = useRef<HTMLInputElement>(null);
  useKeys({ '/': () => search.current?.focus() });
  const filter = { kind: url.read('kind') ?? '', target: url.read('target') ?? '', words: url.read('words') ?? '' };
  const all = feed.data?.changes ?? [];
  const distinct = (of: (c: ChangeView) => string) => [...new Set(all.map(of))].filter(Boolean).toSorted();
  return (
    <>
      <PlaceHead title="Changes">
        <Select label="Kind" hideLabel value={filter.kind} empty="Every kind" options={distinct((c) => c.kind).map((k) => ({ value: k, label: sentence(k) }))} onChange={(kind) => url.set({ kind })} />
        <Select label="Component" hideLabel value={filter.target} empty="Every component" options={options(distinct((c) => c.target.split('/')[0] ?? ''))} onChange={(target) => url.set({ target })} />
        <input ref={search} className="search" type="search" aria-label="Search changes" placeholder="Search  /" value={filter.words} onChange={(e) => url.set({ words: e.target.value })} />
        <span className="muted small hint-keys">
          <Kbd>s</Kbd> suspect the focused row
        </span>
      </PlaceHead>
      <Answer of={feed} what="the change feed">
        {({ changes }) => {
          const shown = narrowed(changes, filter);
          return shown.length === 0 ? (
            <Empty title={changes.length === 0 ? 'Nobody announced a change' : 'No change matches'}>{changes.length > 0 && 'Widen the filter above.'}</Empty>
          ) : (
            <ol className="feed" aria-label="Change feed" onKeyDown={onRowKeys}>
              {shown.map((c) => (
                <ChangeRow key={c.id} change={c} named={url.read('change') === c.id} />
              ))}
            </ol>
          );
        }}
      </Answer>
      <OtherSuspects />
    </>
  );
}

function useSuspect(ref: string) {
  const { view } = useDrill();
  const act = useAct();
  const marked = view.notebook.observe.suspects.some((s) => s.ref === ref);
  const open = view.state === 'working' && view.notebook.observe.submittedAt === null;
  return { marked, open, toggle: () => void act({ act: 'suspect', ref, marked: !marked }) };
}

function ChangeRow({ change: c, named }: { change: ChangeView; named: boolean }) {
  const [open, setOpen] = useState(named);
  const { offset, story } = useStory();
  const present = useNow() + offset;
  const suspect = useSuspect(c.id);
  return (
    <li
      className={`change${suspect.marked ? ' suspected' : ''}`}
      onKeyDown={(e) => {
        if (e.key !== 's' || e.ctrlKey || e.metaKey || !suspect.open) return;
        e.preventDefault();
        suspect.toggle();
      }}
    >
      <div className="change-line">
        <button type="button" data-row className="change-open" aria-expanded={open} onClick={() => setOpen(!open)}>
          <time>{stamp(c.storyAt ?? story(c.at), present)}</time>
          <Chip>{sentence(c.kind)}</Chip>
          <b className="change-target">{c.target}</b>
          <span className="change-summary">{c.summary}</span>
          <span className="muted">{c.you ? 'you' : c.author}</span>
          <code className="muted">{c.sha?.slice(0, 7)}</code>
        </button>
        {suspect.open && !c.you && (
          <button type="button" className="small" aria-pressed={suspect.marked} aria-label={`Suspect ${c.kind} of ${c.target}: ${c.summary}`} onClick={suspect.toggle}>
            Suspect
          </button>
        )}
        {!suspect.open && suspect.marked && <Chip tone="warn">suspect</Chip>}
      </div>
      {open && (c.diff ? <Diff diff={c.diff} /> : <p className="muted change-none">This change has no diff.</p>)}
    </li>
  );
}

function Diff({ diff }: { diff: string }) {
  return (
    <pre className="diff">
      {diffLines(diff).map((l) => (
        <span key={l.key} className={l.sign === '+' ? 'added' : l.sign === '-' ? 'removed' : l.sign === '@' ? 'muted' : ''}>
          {l.text}
          {'\n'}
        </span>
      ))}
    </pre>
  );
}

function OtherSuspects() {
  return (
    <section className="other-suspects" aria-labelledby="others">
      <h2 id="others">Not in the feed</h2>
      <ul>
        {otherSuspects.map((s) => (
          <Other key={s.ref} suspect={s.ref} title={s.title} about={s.about} />
        ))}
      </ul>
    </section>
  );
}

function Other({ suspect: name, title, about }: { suspect: string; title: string; about: string }) {
  const suspect = useSuspect(name);
  return (
    <li>
      <button type="button" aria-pressed={suspect.marked} disabled={!suspect.open} aria-label={`Suspect ${title.toLowerCase()}`} onClick={suspect.toggle}>
        {title}
      </button>
      <span className="muted">{about}</span>
    </li>
  );
}
