import { useState } from 'react';
import type { Change } from '../api/acts';
import { useTopology } from '../api/queries';
import { useDrill } from '../api/session';
import type { Actions } from '../api/telemetry';
import { Input, Select, options } from '../ui/Field';
import { opposite } from './catalogue';

interface Props {
  actions: Actions;
  ask: (change: Change) => void;
}

export function EverywhereActions({ actions, ask }: Props) {
  return (
    <div className="action-cards">
      <section className="card" aria-label="Flags">
        <h2>Flags</h2>
        {actions.flags.length === 0 && <p className="muted">No flags.</p>}
        {actions.flags.map((f) => (
          <Flag key={`${f.name} ${f.value}`} flag={f} ask={ask} />
        ))}
      </section>
      <Traffic regions={actions.regions} ask={ask} />
      <Cancel ask={ask} />
    </div>
  );
}

function Flag({ flag, ask }: { flag: Actions['flags'][number]; ask: Props['ask'] }) {
  const other = opposite(flag.value);
  const [value, setValue] = useState(flag.value);
  return (
    <div className="flag">
      <p>
        <b>{flag.name}</b> <code>{flag.value}</code> <span className="muted small">{flag.about}</span>
      </p>
      {other ? (
        <button type="button" aria-label={`Turn ${flag.name} ${other}`} onClick={() => ask({ kind: 'flag', flag: flag.name, value: other })}>
          Turn {other}
        </button>
      ) : (
        <p className="row">
          <Input label={`Value of ${flag.name}`} hideLabel value={value} onChange={setValue} />
          <button type="button" disabled={value === flag.value || value === ''} aria-label={`Set ${flag.name}`} onClick={() => ask({ kind: 'flag', flag: flag.name, value: value.trim() })}>
            Set
          </button>
        </p>
      )}
    </div>
  );
}

function Traffic({ regions, ask }: { regions: string[]; ask: Props['ask'] }) {
  const [region, setRegion] = useState(regions[0] ?? '');
  const [percent, setPercent] = useState('50');
  if (regions.length < 2) return null;
  const share = Number(percent);
  return (
    <section className="card" aria-label="Traffic">
      <h2>Traffic</h2>
      <div className="row">
        <Select label="To region" value={region} options={options(regions)} onChange={setRegion} />
        <Input label="Share in percent" type="number" min={0} max={100} value={percent} onChange={setPercent} />
      </div>
      <button type="button" disabled={!Number.isInteger(share) || share < 0 || share > 100 || percent === ''} onClick={() => ask({ kind: 'traffic', region, percent: share })}>
        Shift traffic
      </button>
    </section>
  );
}

function Cancel({ ask }: { ask: Props['ask'] }) {
  const { view } = useDrill();
  const datastores = useTopology(view.topology).data?.datastores.map((d) => d.name) ?? [];
  const [datastore, setDatastore] = useState('');
  const [session, setSession] = useState('');
  const chosen = datastore || (datastores[0] ?? '');
  return (
    <section className="card" aria-label="Statements">
      <h2>Cancel a statement</h2>
      <p className="muted small">The database's sessions stand in the diagnostics, each with its id.</p>
      <div className="row">
        <Select label="Database" value={chosen} options={options(datastores)} onChange={setDatastore} />
        <Input label="Session" value={session} onChange={setSession} />
      </div>
      <button type="button" disabled={!/^\d+$/.test(session.trim()) || chosen === ''} onClick={() => ask({ kind: 'cancel', datastore: chosen, session: Number(session) })}>
        Cancel statement
      </button>
    </section>
  );
}
