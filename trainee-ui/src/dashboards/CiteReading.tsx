import { useState } from 'react';
import { type Aspect, aspects } from '../api/drill';
import { useAct, useDrill, useStory } from '../api/session';
import { useKeys } from '../app/keys';
import { quantity } from '../format/number';
import { clock } from '../format/time';
import { sentence } from '../format/words';
import { Dialog } from '../ui/Dialog';
import { Segments } from '../ui/Field';
import { Kbd } from '../ui/bits';
import { toast } from '../ui/toast';
import { type Pointed, pointedAt } from './crosshair';

const LABEL_LIMIT = 300;

/** At the crosshair: `o` drops the onset, `r` cites what it points at, `s` suspects the change whose mark is there. */
export function CiteReading() {
  const { view } = useDrill();
  const act = useAct();
  const { story } = useStory();
  const [cited, setCited] = useState<Pointed | null>(null);
  const open = view.state === 'working' && view.notebook.observe.submittedAt === null;
  const at = () => {
    const pointed = pointedAt();
    if (!open) toast(view.state === 'working' ? 'The observation is submitted already.' : 'There is nothing to observe yet: acknowledge the page first.');
    else if (!pointed || pointed.value === null) toast('Point at a graph first: the crosshair says which moment is meant.');
    else return pointed;
    return null;
  };
  useKeys({
    o: () => {
      const pointed = at();
      if (!pointed) return;
      void act({ act: 'onset', at: pointed.at }).then((done) => done && toast(`Onset at ${clock(story(pointed.at))}`, 'good'));
    },
    r: () => setCited(at()),
    s: () => {
      const ref = pointedAt()?.change ?? null;
      if (!open || ref === null) return toast(open ? 'Focus a change of the feed, or point at its ▲ in a graph.' : 'The suspects can be marked until the observation is submitted.');
      void act({ act: 'suspect', ref, marked: true }).then((done) => done && toast('Marked as suspect', 'good'));
    },
  });
  if (!cited) return null;
  return <Judge cited={cited} onClose={() => setCited(null)} />;
}

function Judge({ cited, onClose }: { cited: Pointed; onClose: () => void }) {
  const act = useAct();
  const { story } = useStory();
  const [aspect, setAspect] = useState<Aspect>(cited.aspect ?? 'saturation');
  const judge = (judgement: 'abnormal' | 'normal') => {
    onClose();
    if (cited.value === null) return;
    const label = `${cited.label}: ${quantity(cited.value, cited.unit)}`;
    void act({ act: 'reading', query: cited.query, at: cited.at, value: cited.value, label: label.slice(0, LABEL_LIMIT), aspect, judgement }).then(
      (done) => done && toast(`Cited as ${judgement}`, 'good'),
    );
  };
  return (
    <Dialog
      title="Cite this reading"
      onClose={onClose}
      onKeyDown={(e) => {
        if (e.key === 'a') judge('abnormal');
        if (e.key === 'n') judge('normal');
      }}
    >
      <p>
        {cited.label} <b>{quantity(cited.value, cited.unit)}</b> at <time>{clock(story(cited.at))}</time>
      </p>
      <Segments<Aspect> label="It measures" value={aspect} onChange={setAspect} options={aspects.map((value) => ({ value, label: sentence(value) }))} />
      <footer className="dialog-foot">
        <button type="button" className="primary" autoFocus onClick={() => judge('abnormal')}>
          Abnormal <Kbd>a</Kbd>
        </button>
        <button type="button" onClick={() => judge('normal')}>
          Normal <Kbd>n</Kbd>
        </button>
      </footer>
    </Dialog>
  );
}
