import { useMemo, useState } from 'react';
import { useLocation } from 'wouter';
import { useTopology } from '../api/queries';
import { useDrill } from '../api/session';
import { Dialog } from '../ui/Dialog';
import { Suggest } from '../ui/Suggest';
import { commands, matching } from './commands';

const SHOWN = 40;

export function Palette({ onClose }: { onClose: () => void }) {
  const { id, view } = useDrill();
  const topology = useTopology(view.topology);
  const [, navigate] = useLocation();
  const [typed, setTyped] = useState('');
  const all = useMemo(() => commands(id, topology.data), [id, topology.data]);
  const found = matching(all, typed).slice(0, SHOWN);
  const go = (key: string | undefined) => {
    const to = found.find((c) => c.key === key)?.to;
    if (!to) return;
    onClose();
    navigate(to);
  };
  return (
    <Dialog title="Go to" onClose={onClose}>
      <Suggest
        label="Place, component or dashboard"
        hideLabel
        autoFocus
        alwaysOpen
        placeholder="Place, component or dashboard"
        value={typed}
        onChange={setTyped}
        suggestions={found}
        onPick={(s) => go(s.key)}
        onEnter={() => go(found[0]?.key)}
      />
    </Dialog>
  );
}
