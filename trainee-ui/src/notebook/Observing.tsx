import { useChanges } from '../api/queries';
import { useAct, useDrill, useStory } from '../api/session';
import { clock } from '../format/time';
import { sentence } from '../format/words';
import { ScopeQuestion } from './ScopeQuestion';
import { suspectTitle } from './suspects';
import { covered, questions } from './scope';

export function Observing() {
  const { view } = useDrill();
  const act = useAct();
  const { observe } = view.notebook;
  const open = observe.submittedAt === null && view.state === 'working';
  return (
    <>
      {questions.map((q) => (
        <ScopeQuestion key={q.id} question={q} scope={observe.blast[q.id]} open={open} />
      ))}
      <Onset open={open} />
      <Suspects open={open} />
      <Readings open={open} />
      {open && (
        <button type="button" className="primary wide" onClick={() => void act({ act: 'submitObservation' })}>
          Submit observation
        </button>
      )}
    </>
  );
}

function Onset({ open }: { open: boolean }) {
  const { view } = useDrill();
  const { story } = useStory();
  const act = useAct();
  const { onsetAt } = view.notebook.observe;
  return (
    <div className="ask">
      <h4>Onset</h4>
      <p>
        {onsetAt === null ? (
          <span className="muted">
            <kbd>o</kbd> at the crosshair of a graph
          </span>
        ) : (
          <time className="stated">{clock(story(onsetAt))}</time>
        )}
        {open && onsetAt !== null && (
          <button type="button" className="quiet small" aria-label="Clear the onset" onClick={() => void act({ act: 'onset', at: null })}>
            ×
          </button>
        )}
      </p>
    </div>
  );
}

function Suspects({ open }: { open: boolean }) {
  const { view } = useDrill();
  const act = useAct();
  const changes = useChanges().data?.changes ?? [];
  const { suspects } = view.notebook.observe;
  return (
    <div className="ask">
      <h4>Suspects</h4>
      {suspects.length === 0 ? (
        <p className="muted">
          <kbd>s</kbd> on a row of the change feed
        </p>
      ) : (
        <ul className="stated-list">
          {suspects.map(({ ref }) => (
            <li key={ref}>
              <span>{suspectTitle(ref, changes)}</span>
              {open && (
                <button type="button" className="quiet small" aria-label={`No longer suspect: ${suspectTitle(ref, changes)}`} onClick={() => void act({ act: 'suspect', ref, marked: false })}>
                  ×
                </button>
              )}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

function Readings({ open }: { open: boolean }) {
  const { view } = useDrill();
  const { story } = useStory();
  const act = useAct();
  const { observe } = view.notebook;
  return (
    <div className="ask">
      <h4>Readings</h4>
      {observe.readings.length === 0 && (
        <p className="muted">
          <kbd>r</kbd> at the crosshair of a graph
        </p>
      )}
      <ul className="stated-list">
        {observe.readings.map((r) => (
          <li key={r.id}>
            <span>
              <b className={r.judgement}>{sentence(r.judgement)}</b> {r.label} <time className="muted">{clock(story(r.at))}</time>
            </span>
            {open && (
              <button type="button" className="quiet small" aria-label={`Remove reading ${r.label}`} onClick={() => void act({ act: 'unread', id: r.id })}>
                ×
              </button>
            )}
          </li>
        ))}
      </ul>
      {open && observe.readings.length > 0 && (
        <p className="muted small">
          {covered(observe)
            .map((c) => `${c.done ? '✓' : '–'} ${c.name}`)
            .join('  ')}
        </p>
      )}
    </div>
  );
}
