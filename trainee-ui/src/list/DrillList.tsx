import { useState } from 'react';
import { Link } from 'wouter';
import type { DrillRow } from '../api/drill';
import type { ScenarioRow } from '../api/library';
import { useDrills, useScenarios } from '../api/queries';
import { stateTone, stateWord } from '../app/state';
import '../debrief/debrief.css';
import { MyRunbook } from '../debrief/MyRunbook';
import { plural } from '../format/number';
import { Chip, onRowKeys } from '../ui/bits';
import { Answer, Empty } from '../ui/states';
import { nextTheme, useTheme } from '../ui/theme';
import { useUrl } from '../ui/url';
import './list.css';
import { StartDialog } from './StartDialog';
import { ordered, runtimeSentence, solved, unfinished } from './list';

/** Before the drill: what a pager would show, and nothing that says what is wrong. */
export function DrillList() {
  const scenarios = useScenarios();
  const drills = useDrills();
  const theme = useTheme();
  const url = useUrl();
  const named = url.read('scenario');
  const [picked, setPicked] = useState<ScenarioRow | null>(null);
  const chosen = picked ?? scenarios.data?.scenarios.find((s) => s.id === named) ?? null;
  return (
    <main className="list">
      <header className="list-head">
        <div>
          <h1>Pagefault</h1>
          <p className="muted">A small production runs here, breaks as production breaks, and pages you.</p>
        </div>
        <button type="button" className="quiet" onClick={nextTheme} aria-label={`Theme: ${theme}`}>
          {theme === 'dark' ? '☾' : theme === 'light' ? '☼' : '◐'}
        </button>
      </header>
      <Unfinished drills={unfinished(drills.data ?? [])} />
      <Answer of={scenarios} what="the drills">
        {(data) => (
          <section aria-labelledby="drills">
            <div className="list-title">
              <h2 id="drills">Drills</h2>
              <p className="muted" role="status">
                {runtimeSentence(data.runtime)}
              </p>
            </div>
            {data.scenarios.length === 0 ? (
              <Empty title="The library is empty">The server found no scenario that has been proven.</Empty>
            ) : (
              <ul className="scenarios" onKeyDown={onRowKeys}>
                {ordered(data.scenarios).map((s, i) => (
                  <Row key={s.id} scenario={s} focus={i === 0} onChoose={() => setPicked(s)} />
                ))}
              </ul>
            )}
          </section>
        )}
      </Answer>
      <Finished drills={drills.data ?? []} />
      <MyRunbook />
      {chosen && <StartDialog scenario={chosen} onClose={() => { setPicked(null); url.set({ scenario: null }); }} />}
    </main>
  );
}

function Row({ scenario: s, focus, onChoose }: { scenario: ScenarioRow; focus: boolean; onChoose: () => void }) {
  return (
    <li>
      {/* The first row has the focus: Enter is all it takes to begin. */}
      <button type="button" data-row data-scenario={s.id} className="scenario" autoFocus={focus} onClick={onChoose}>
        <time className="scenario-clock">{s.clock}</time>
        <span className="scenario-alert">
          {s.guided && <b>First shift</b>}
          <span>{s.alert}</span>
        </span>
        <span className="scenario-service">{s.service}</span>
        <span className="n">{s.minutes} min</span>
        <span className="scenario-played muted">{solved(s)}</span>
      </button>
    </li>
  );
}

function Unfinished({ drills }: { drills: DrillRow[] }) {
  if (drills.length === 0) return null;
  return (
    <section aria-labelledby="open">
      <h2 id="open">Still open</h2>
      <ul className="scenarios">
        {drills.map((d) => (
          <li key={d.id}>
            <Link className="scenario" href={`/drills/${d.id}`}>
              <Chip tone={stateTone(d.state)}>{stateWord(d.state)}</Chip>
              <span className="scenario-alert">{d.alert}</span>
              <span className="muted">{d.name}</span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}

const PAST_SHOWN = 10;

function Finished({ drills }: { drills: DrillRow[] }) {
  const past = drills.filter((d) => d.state === 'closed' || d.state === 'reveal').toSorted((a, b) => b.startedAt - a.startedAt);
  if (past.length === 0) return null;
  return (
    <section aria-labelledby="past">
      <h2 id="past">Behind you</h2>
      <ul className="scenarios">
        {past.slice(0, PAST_SHOWN).map((d) => (
          <li key={d.id}>
            <Link className="scenario" href={`/drills/${d.id}/debrief`}>
              <time>{new Date(d.startedAt).toLocaleDateString('en-CA')}</time>
              <span className="scenario-alert">{d.alert}</span>
              <span className="muted">{d.score === null ? 'debrief not finished' : plural(d.score, 'point')}</span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
