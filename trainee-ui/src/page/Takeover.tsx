import { useEffect, useRef } from 'react';
import { useLocation } from 'wouter';
import { useAct, useDrill, useStory } from '../api/session';
import { drillPath } from '../app/places';
import { hourMinute } from '../format/time';
import { Kbd } from '../ui/bits';
import { burnSentence } from './page';

/** The page takes the screen until it is acknowledged. */
export function Takeover() {
  const { view } = useDrill();
  if (view.state !== 'paged' || !view.page || view.page.acknowledgedAt !== null) return null;
  return <Alert />;
}

function Alert() {
  const { id, view } = useDrill();
  const { story } = useStory();
  const act = useAct();
  const [, navigate] = useLocation();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const element = dialog.current;
    element?.showModal();
    return () => element?.close();
  }, []);
  const page = view.page;
  if (!page) return null;
  const acknowledge = () => void act({ act: 'acknowledge' }).then((done) => done && navigate(drillPath(id, 'page')));
  return (
    <dialog
      ref={dialog}
      className="takeover"
      role="alertdialog"
      aria-labelledby="takeover-title"
      aria-describedby="takeover-text"
      onCancel={(e) => e.preventDefault()}
      onKeyDown={(e) => {
        if (e.key === 'a' && !e.ctrlKey && !e.metaKey) acknowledge();
      }}
    >
      <p className="takeover-clock">{hourMinute(story(page.firedAt ?? view.startedAt))}</p>
      <h1 id="takeover-title">{page.title}</h1>
      <div id="takeover-text">
        <p className="takeover-summary">{page.summary}</p>
        <p>
          {page.service} · {page.kind} · burning {burnSentence(page)}
        </p>
      </div>
      <button type="button" className="primary big" onClick={acknowledge} autoFocus>
        Acknowledge <Kbd>a</Kbd>
      </button>
      <p className="sr-only" role="alert">
        Triggered: {page.title}. {page.summary}
      </p>
    </dialog>
  );
}
