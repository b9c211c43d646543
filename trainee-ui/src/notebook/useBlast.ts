import { useAct, useDrill } from '../api/session';
import { toast } from '../ui/toast';
import { type Statement, holds, meantBy, sayingOf, stated } from './blast';

/** The notebook's blast radius as maps and graphs may answer it; nothing can be said once it is submitted. */
export function useBlast() {
  const { view } = useDrill();
  const act = useAct();
  const { blast, submittedAt } = view.notebook.observe;
  const open = view.state === 'working' && submittedAt === null;
  const say = (s: Statement) => {
    const scope = stated(s, blast);
    if (scope) void act({ act: 'blast', question: s.question, scope }).then((done) => done && toast(`Noted: ${sayingOf({ ...s, scope })}`, 'good'));
    else toast('“Only” needs at least one: choose another answer instead.');
  };
  const sayFirst = (said: Statement[]) => {
    if (!open) return toast(view.state === 'working' ? 'The observation is submitted already.' : 'There is nothing to observe yet: acknowledge the page first.');
    const meant = meantBy(said, blast);
    if (meant) say(meant);
    else toast(said.length === 0 ? 'Select what is hurt first: users, a component, a connection.' : 'The notebook says so already.');
  };
  return { open, blast, say, sayFirst, says: (s: Statement) => holds(s, blast) };
}
