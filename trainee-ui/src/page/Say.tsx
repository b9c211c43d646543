import { type FormEvent, useState } from 'react';
import { useTopology } from '../api/queries';
import { useAct, useDrill } from '../api/session';
import { Input, Select, options } from '../ui/Field';

const TEXT_LIMIT = 500;

interface Done {
  /** What happens once it is said; the form clears itself in any case. */
  onDone?: () => void;
}

/** Asks whoever owns a service; the answer arrives on the timeline. */
export function AskOwner({ onDone }: Done) {
  const { view } = useDrill();
  const act = useAct();
  const topology = useTopology(view.topology);
  const names = topology.data?.services.map((s) => s.name) ?? [];
  const [service, setService] = useState(view.page?.service ?? '');
  const [asked, setAsked] = useState(false);
  const chosen = service || (names[0] ?? '');
  const open = view.state === 'paged' || view.state === 'working' || view.state === 'verifying';
  return (
    <form
      className="stack"
      onSubmit={(e) => {
        e.preventDefault();
        void act({ act: 'askOwner', service: chosen }).then((done) => {
          setAsked(done !== null);
          if (done) onDone?.();
        });
      }}
    >
      <h2>Ask the owner</h2>
      <Select label="Whose service" value={chosen} options={options(names.length > 0 ? names : [chosen])} onChange={setService} />
      <button type="submit" disabled={!open || chosen === ''}>
        Ask the owner
      </button>
      {!open && <p className="muted small">Owners can be asked once there is a page.</p>}
      {open && asked && <p className="muted small">Asked; the answer stands under what was said, and on the timeline.</p>}
    </form>
  );
}

const sayings = {
  status: { title: 'Status update', label: 'What users are told', button: 'Post status update' },
  note: { title: 'Note', label: 'For the log', button: 'Add note' },
};

export function Say({ kind, focus, onDone }: Done & { kind: 'status' | 'note'; focus?: boolean }) {
  const act = useAct();
  const [text, setText] = useState('');
  const { title, label, button } = sayings[kind];
  const submit = (e: FormEvent) => {
    e.preventDefault();
    if (text.trim() === '') return;
    void act({ act: kind, text: text.trim() }).then((done) => {
      if (!done) return;
      setText('');
      onDone?.();
    });
  };
  return (
    <form className="stack" onSubmit={submit}>
      <h2>{title}</h2>
      <Input label={label} value={text} onChange={setText} maxLength={TEXT_LIMIT} autoFocus={focus} />
      <button type="submit" disabled={text.trim() === ''}>
        {button}
      </button>
    </form>
  );
}
