import { useState } from 'react';
import { Dialog } from '../ui/Dialog';
import { Segments } from '../ui/Field';
import { toast } from '../ui/toast';
import { AskOwner, Say } from './Say';

type Kind = 'note' | 'status' | 'owner';

/** A note, a status update or a question to an owner, from wherever one is. */
export function Write({ onClose }: { onClose: () => void }) {
  const [kind, setKind] = useState<Kind>('note');
  const done = (said: string) => () => {
    toast(said, 'good');
    onClose();
  };
  return (
    <Dialog title="Write" onClose={onClose}>
      <Segments<Kind>
        label="What to write"
        value={kind}
        onChange={setKind}
        options={[
          { value: 'note', label: 'Note' },
          { value: 'status', label: 'Status update' },
          { value: 'owner', label: 'Ask the owner' },
        ]}
      />
      {kind === 'owner' ? (
        <AskOwner onDone={done('Asked; the answer will stand on the page and on the timeline.')} />
      ) : (
        <Say key={kind} kind={kind} focus onDone={done(kind === 'note' ? 'Noted' : 'Status update posted')} />
      )}
    </Dialog>
  );
}
