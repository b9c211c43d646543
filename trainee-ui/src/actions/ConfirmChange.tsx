import { useMutation, useQuery } from '@tanstack/react-query';
import { type Change, send, sendForPreview } from '../api/acts';
import { useDrill } from '../api/session';
import type { Actions } from '../api/telemetry';
import { plural, quantity } from '../format/number';
import { enumeration } from '../format/words';
import { Dialog } from '../ui/Dialog';
import { Fact, Facts } from '../ui/bits';
import { Answer } from '../ui/states';
import { toast } from '../ui/toast';
import { commandOf } from './catalogue';

/** Which instances it touches, the capacity lost, how long, and the way back: then one confirmation. */
export function ConfirmChange({ change, actions, onClose }: { change: Change; actions: Actions; onClose: () => void }) {
  const { id, view } = useDrill();
  const command = commandOf(change, actions);
  const preview = useQuery({ queryKey: ['drill', id, 'preview', JSON.stringify(change)], retry: false, gcTime: 0, queryFn: () => sendForPreview(id, change) });
  const apply = useMutation({
    mutationFn: () => send(id, { act: 'change', change }),
    onSuccess: () => {
      toast(`Applied: ${command}`, 'good');
      onClose();
    },
  });
  const early = view.notebook.observe.submittedAt === null;
  return (
    <Dialog title={command.charAt(0).toUpperCase() + command.slice(1)} onClose={onClose}>
      <Answer of={preview} what="what it would do">
        {(p) => (
          <>
            <Facts>
              <Fact name="Touches">{p.instances.length === 0 ? 'no instance' : `${plural(p.instances.length, 'instance')}: ${enumeration(p.instances)}`}</Fact>
              <Fact name="Capacity lost">{quantity(p.capacityLostPercent, 'percent')}</Fact>
              <Fact name="Takes">{quantity(p.seconds, 'seconds')}</Fact>
              <Fact name="Way back">{p.wayBack || 'none'}</Fact>
            </Facts>
            {p.warning && <p className="warning">{p.warning}</p>}
          </>
        )}
      </Answer>
      {early && <p className="muted small">The observation is not submitted yet: you would act before its scope is known.</p>}
      {apply.error && <p role="alert" className="error">{apply.error.message}</p>}
      <footer className="dialog-foot">
        <button type="button" onClick={onClose}>
          Cancel
        </button>
        <button type="button" className="primary" disabled={!preview.data || apply.isPending} onClick={() => apply.mutate()}>
          {apply.isPending ? 'Applying…' : 'Confirm'}
        </button>
      </footer>
    </Dialog>
  );
}
