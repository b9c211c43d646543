import { useState } from 'react';
import { Link } from 'wouter';
import { address } from '../api/client';
import type { Debrief } from '../api/debrief';
import { useDrill } from '../api/session';
import { Markdown } from '../ui/Markdown';
import { prefer, usePreference } from '../ui/preference';
import { MyRunbook } from './MyRunbook';
import { Paper } from './Paper';
import { kept, linesOf } from './runbook';

/** "Next time I will …"; the lesson; runbooks and postmortem, to read and to take along. */
export function NextTime({ debrief }: { debrief: Debrief }) {
  const { id } = useDrill();
  return (
    <>
      <Resolution />
      {debrief.lesson && (
        <section aria-label="The lesson" className="prose">
          <Markdown text={debrief.lesson} />
        </section>
      )}
      <section className="papers" aria-labelledby="papers">
        <h2 id="papers">To take along</h2>
        <MyRunbook />
        {debrief.postmortem && <Paper title="Postmortem draft" file={`postmortem-${id}.md`} text={debrief.postmortem} />}
        {debrief.runbook && <Paper title="Runbook draft" file={`runbook-${id}.md`} text={debrief.runbook} />}
        <p className="row">
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
      </section>
    </>
  );
}

function Resolution() {
  const { id, view } = useDrill();
  const lines = linesOf(usePreference('runbook'));
  const own = lines.find((l) => l.drill === id);
  const [changing, setChanging] = useState(false);
  const [text, setText] = useState(own?.text ?? '');
  const done = own !== undefined && !changing;
  const keep = () => {
    prefer('runbook', JSON.stringify(kept(lines, { drill: id, title: view.page?.title ?? view.scenario, text: text.trim() })));
    setChanging(false);
  };
  return (
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
      <textarea id="next-time" rows={3} value={text} readOnly={done} maxLength={TEXT_LIMIT} onChange={(e) => setText(e.target.value)} />
      <p className="row">
        <button type="submit" className="primary" disabled={done || text.trim() === ''}>
          {done ? 'Kept in your runbook' : 'Keep in my runbook'}
        </button>
        {done && (
          <button type="button" onClick={() => setChanging(true)}>
            Change it
          </button>
        )}
        <span className="muted small">Your runbook is kept in this browser only.</span>
      </p>
    </form>
  );
}

const TEXT_LIMIT = 500;
