import { useState, type ReactNode } from 'react';
import { Dialog } from './Dialog';

/** A button for what has consequences: says them and asks once before it is done. */
export function AskOnce({ button, className, label, title, no, yes, danger = false, onYes, children }: {
  button: string;
  className: string;
  /** Its accessible name, where `button` alone does not say enough. */
  label?: string;
  title: string;
  no: string;
  yes: string;
  danger?: boolean;
  onYes: () => void;
  children: ReactNode;
}) {
  const [asked, setAsked] = useState(false);
  return (
    <>
      <button type="button" className={className} aria-label={label} onClick={() => setAsked(true)}>
        {button}
      </button>
      {asked && (
        <Dialog title={title} onClose={() => setAsked(false)}>
          <p>{children}</p>
          <footer className="dialog-foot">
            <button type="button" onClick={() => setAsked(false)}>
              {no}
            </button>
            <button
              type="button"
              className={danger ? 'danger' : 'primary'}
              onClick={() => {
                setAsked(false);
                onYes();
              }}
            >
              {yes}
            </button>
          </footer>
        </Dialog>
      )}
    </>
  );
}
