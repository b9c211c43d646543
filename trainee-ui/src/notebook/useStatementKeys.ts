import { useAct, useDrill } from '../api/session';
import { type Bindings, useKeys } from '../app/keys';
import { toast } from '../ui/toast';
import { likelihoodDue, verdictDue } from './next';
import { verdictChoices } from './tests';

const digits = ['1', '2', '3', '4', '5', '6', '7', '8', '9'];

/** From wherever one is: a digit for the hypothesis without a likelihood, a sign for the verdict that is due. */
export function useStatementKeys() {
  const { view } = useDrill();
  const act = useAct();
  const { notebook } = view;
  const numberOf = (id: string) => `H${notebook.hypotheses.findIndex((h) => h.id === id) + 1}`;
  const believe = (likelihood: number) => {
    const due = view.state === 'working' ? likelihoodDue(notebook) : null;
    if (!due) return toast('No hypothesis waits for its likelihood. Focus one to revise it.');
    const { id, text, component, family, mode, trigger, prediction } = due;
    void act({ act: 'hypothesis', id, text, component, family, mode, trigger, prediction, likelihood }).then((done) => done && toast(`${numberOf(id)}: ${likelihood} %`, 'good'));
  };
  const judge = ({ verdict, title }: (typeof verdictChoices)[number]) => {
    const due = view.state === 'working' ? verdictDue(notebook) : null;
    if (!due) return toast('No reading waits for a verdict.');
    void act({ act: 'verdict', ...due, verdict }).then((done) => done && toast(`${numberOf(due.hypothesis)}: ${title.toLowerCase()}`, 'good'));
  };
  const bindings: Bindings = {};
  for (const d of digits) bindings[d] = () => believe(Number(d) * 10);
  for (const choice of verdictChoices) bindings[choice.key] = () => judge(choice);
  useKeys(bindings);
}
