import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useLocation } from 'wouter';
import { post } from '../api/client';
import { drillSchema } from '../api/drill';
import type { ScenarioRow } from '../api/library';
import { Dialog } from '../ui/Dialog';
import { Input, Segments } from '../ui/Field';
import { prefer, preference } from '../ui/preference';

type Mode = 'practice' | 'assessed';

export function StartDialog({ scenario, onClose }: { scenario: ScenarioRow; onClose: () => void }) {
  const [name, setName] = useState(preference('name') ?? '');
  const [mode, setMode] = useState<Mode>('practice');
  const [, navigate] = useLocation();
  const start = useMutation({
    mutationFn: () => post(drillSchema, '/drills', { scenario: scenario.id, name: name.trim(), mode }),
    onSuccess: (drill) => {
      prefer('name', name.trim());
      navigate(`/drills/${drill.id}/brief`);
    },
  });
  const submit = (e: FormEvent) => {
    e.preventDefault();
    if (name.trim() !== '' && !start.isPending) start.mutate();
  };
  return (
    <Dialog title={scenario.alert} onClose={onClose}>
      <form onSubmit={submit} className="stack">
        <p className="muted">
          {scenario.service} · {scenario.minutes} minutes from the page, less when you are done sooner.
        </p>
        <Input label="Your name, for the log" value={name} onChange={setName} required maxLength={40} autoFocus />
        <Segments<Mode>
          label="Who will see the result"
          value={mode}
          onChange={setMode}
          options={[
            { value: 'practice', label: 'Practice' },
            { value: 'assessed', label: 'Assessed' },
          ]}
        />
        <p className="muted small">
          {mode === 'practice' ? 'The result is yours alone.' : 'The result is also shown to whoever assesses you.'}
        </p>
        {start.error && (
          <p role="alert" className="error">
            {start.error.message}
          </p>
        )}
        <footer className="dialog-foot">
          <button type="button" onClick={onClose}>
            Cancel
          </button>
          <button type="submit" className="primary" disabled={name.trim() === '' || start.isPending}>
            {start.isPending ? 'Starting…' : 'Start the drill'}
          </button>
        </footer>
      </form>
    </Dialog>
  );
}
