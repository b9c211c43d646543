import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useAct, useDrill } from '../api/session';
import { useKeys } from '../app/keys';
import { Chip } from '../ui/bits';
import { Fix, Verifying } from './Fix';
import { Hypothesize } from './Hypothesize';
import { Observing } from './Observing';
import { Testing } from './Testing';
import { type Stage, nextStep, stageOf, stages } from './next';
import './notebook.css';
import { useStatementKeys } from './useStatementKeys';

/** The four steps, always in sight. The step that is due stands open; the others open by a click. */
export function Rail() {
  const { view } = useDrill();
  const due = stageOf(view);
  const rail = useRef<HTMLElement>(null);
  useKeys({ n: () => rail.current?.querySelector<HTMLElement>('button, input, select, [tabindex="0"]')?.focus() });
  useStatementKeys();
  const verifying = view.state === 'verifying';
  useEffect(() => {
    if (verifying) rail.current?.scrollTo(0, 0);
  }, [verifying]);
  const next = nextStep(view);
  const quiet = view.state === 'preparing' || view.state === 'onCall';
  return (
    <aside className="rail" aria-label="Notebook" ref={rail}>
      <header className="rail-head">
        <h2>Notebook</h2>
        {view.notebook.lockedAt !== null && <Chip tone="good">locked</Chip>}
      </header>
      {quiet ? (
        <p className="rail-quiet muted">Nothing to write down yet. When the pager finds you: observe, hypothesize, test, fix.</p>
      ) : (
        <>
          {verifying && <Verifying />}
          {next && (
            <p className="rail-next" aria-live="polite">
              {next}
            </p>
          )}
          {stages.map(({ id, title }) => (
            <Section key={id} id={id} title={title} due={due} verifying={verifying}>
              {id === 'observe' ? <Observing /> : id === 'hypothesize' ? <Hypothesize /> : id === 'test' ? <Testing /> : <Fix />}
            </Section>
          ))}
        </>
      )}
    </aside>
  );
}

interface SectionProps {
  id: Stage;
  title: string;
  due: Stage;
  /** While the end is measured only the fix is left to say anything about: the others make room. */
  verifying: boolean;
  children: ReactNode;
}

function Section({ id, title, due, verifying, children }: SectionProps) {
  const now = verifying ? 'verifying' : due;
  const [open, setOpen] = useState(id === due);
  const [known, setKnown] = useState<string>(now);
  if (known !== now) {
    setKnown(now);
    if (id === due) setOpen(true);
    else if (id === 'observe' || verifying) setOpen(false);
  }
  const order = stages.findIndex((s) => s.id === id) - stages.findIndex((s) => s.id === due);
  return (
    <section className={`step${id === due ? ' due' : ''}`} aria-label={title}>
      <h3>
        <button type="button" aria-expanded={open} onClick={() => setOpen(!open)}>
          <span className="step-sign" aria-hidden="true">
            {order < 0 ? '✓' : order === 0 ? '●' : '○'}
          </span>
          {title}
          <span className="sr-only">{order < 0 ? ', done' : order === 0 ? ', due now' : ', later'}</span>
        </button>
        {open && <Hint stage={id} />}
      </h3>
      {open && <div className="step-body">{children}</div>}
      {open && <Hints stage={id} />}
    </section>
  );
}

const LEVELS = 3;

/** A ladder: where to look, which comparison, what it means. Each rung costs a part of its own step only. */
function Hint({ stage }: { stage: Stage }) {
  const { view } = useDrill();
  const act = useAct();
  const [asked, setAsked] = useState(false);
  const taken = view.hints.filter((h) => h.stage === stage).length;
  if (view.state !== 'working' || taken >= LEVELS) return null;
  if (!asked) {
    return (
      <button type="button" className="quiet small" onClick={() => setAsked(true)}>
        Hint
      </button>
    );
  }
  return (
    <span className="hint-ask">
      <button
        type="button"
        className="small"
        onClick={() => {
          setAsked(false);
          void act({ act: 'hint', stage });
        }}
      >
        Show hint, −20 % of this step
      </button>
      <button type="button" className="quiet small" onClick={() => setAsked(false)}>
        No
      </button>
    </span>
  );
}

function Hints({ stage }: { stage: Stage }) {
  const { view } = useDrill();
  const taken = view.hints.filter((h) => h.stage === stage);
  if (taken.length === 0) return null;
  return (
    <ul className="hints">
      {taken.map((h) => (
        <li key={h.level}>{h.text}</li>
      ))}
    </ul>
  );
}
