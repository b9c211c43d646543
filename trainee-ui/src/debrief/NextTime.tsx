import { useState } from 'react';
import { Link } from 'wouter';
import { address } from '../api/client';
import type { Debrief } from '../api/debrief';
import { useAct, useDrill } from '../api/session';
import { Markdown } from '../ui/Markdown';
import { prefer, usePreference } from '../ui/preference';
import { save } from './download';

/** "Next time I will …", kept in a personal runbook; the lesson; runbook and postmortem as Markdown. */
export function NextTime({ debrief }: { debrief: Debrief }) {
  const { id, view } = useDrill();
  const act = useAct();
  const kept = usePreference('runbook') ?? '';
  const [text, setText] = useState(debrief.nextTime ?? '');
  const [done, setDone] = useState(debrief.nextTime !== null);
  const keep = () => {
    const line = `- ${view.page?.title ?? view.scenario}: next time I will ${text.trim()}`;
    prefer('runbook', kept ? `${kept}\n${line}` : line);
    if (view.state === 'reveal') void act({ act: 'note', text: `Next time I will ${text.trim()}` });
    setDone(true);
  };
  return (
    <>
      <form
        className="next-time"
        onSubmit={(e) => {
          e.preventDefault();
          if (text.trim() !== '' && !done) keep();
        }}
      >
        <label htmlFor="next-time" className="lead">
          Next time I will …
        </label>
        <textarea id="next-time" rows={3} value={text} disabled={done} onChange={(e) => setText(e.target.value)} />
        <p className="row">
          <button type="submit" className="primary" disabled={done || text.trim() === ''}>
            {done ? 'Kept in your runbook' : 'Keep in my runbook'}
          </button>
        </p>
      </form>
      {debrief.lesson && (
        <section aria-label="The lesson" className="prose">
          <Markdown text={debrief.lesson} />
        </section>
      )}
      <p className="row">
        <button type="button" disabled={debrief.postmortem === ''} onClick={() => save(`postmortem-${id}.md`, debrief.postmortem)}>
          Postmortem draft
        </button>
        <button type="button" disabled={debrief.runbook === ''} onClick={() => save(`runbook-${id}.md`, debrief.runbook)}>
          Runbook draft
        </button>
        <button type="button" disabled={kept === ''} onClick={() => save('runbook.md', `# My runbook\n\n${kept}\n`)}>
          My runbook
        </button>
        <a className="button" href={address(`/drills/${id}/journal`)} download={`journal-${id}.ndjson`}>
          Journal
        </a>
        {debrief.twin?.scenario && (
          <Link className="button primary" href={`/?scenario=${encodeURIComponent(debrief.twin.scenario)}`}>
            The twin
          </Link>
        )}
        <Link className="button" href="/">
          To the list of drills
        </Link>
      </p>
    </>
  );
}
