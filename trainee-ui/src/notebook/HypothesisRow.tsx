import { type KeyboardEvent, useState } from 'react';
import type { Hypothesis } from '../api/drill';
import { useChanges, useVocabulary } from '../api/queries';
import { useAct } from '../api/session';
import { sentence } from '../format/words';
import { Chip } from '../ui/bits';
import { MAX_LIKELIHOOD } from './next';
import { suspectTitle } from './suspects';

interface Props {
  hypothesis: Hypothesis;
  number: number;
  locked: boolean;
  working: boolean;
  onEdit: () => void;
}

export function HypothesisRow({ hypothesis: h, number, locked, working, onEdit }: Props) {
  const act = useAct();
  const words = useVocabulary().data;
  const changes = useChanges().data?.changes ?? [];
  const believe = (likelihood: number) => {
    const bounded = Math.min(MAX_LIKELIHOOD, Math.max(0, likelihood));
    const { id, text, component, family, mode, trigger, prediction } = h;
    void act(locked ? { act: 'believe', id, likelihood: bounded } : { act: 'hypothesis', id, text, component, family, mode, trigger, prediction, likelihood: bounded });
  };
  const onKeyDown = (e: KeyboardEvent) => {
    if (!working || e.target !== e.currentTarget || !/^[1-9]$/.test(e.key)) return;
    e.preventDefault();
    e.stopPropagation();
    believe(Number(e.key) * 10);
  };
  const diagnostic = words?.diagnostics.find((d) => d.id === h.prediction?.diagnostic);
  return (
    // Takes the focus so that a digit can give its likelihood.
    <li className="hypothesis" tabIndex={0} data-row aria-label={`Hypothesis ${number}: ${h.text}, ${h.likelihood} %`} onKeyDown={onKeyDown}>
      <p className="hypothesis-text">
        <b>H{number}</b> {h.text}
      </p>
      <p className="chips">
        {h.component && <Chip tone="info">{h.component}</Chip>}
        {(h.mode || h.family) && (
          <Chip tone="info">{words?.modes.find((m) => m.id === h.mode)?.title ?? `some ${words?.families.find((f) => f.id === h.family)?.title ?? h.family}`}</Chip>
        )}
        {h.trigger && <Chip title={suspectTitle(h.trigger, changes)}>since {suspectTitle(h.trigger, changes)}</Chip>}
      </p>
      {h.prediction && (
        <p className="muted small">
          predicts {diagnostic?.title ?? h.prediction.diagnostic} of {h.prediction.target}: {sentence(h.prediction.outcome).toLowerCase()}
        </p>
      )}
      <p className="row">
        <Likelihood number={number} value={h.likelihood} disabled={!working} onChange={believe} />
        {working && !locked && (
          <>
            <button type="button" className="quiet small" aria-label={`Edit hypothesis ${number}`} onClick={onEdit}>
              Edit
            </button>
            <button type="button" className="quiet small" aria-label={`Drop hypothesis ${number}`} onClick={() => void act({ act: 'dropHypothesis', id: h.id })}>
              Drop
            </button>
          </>
        )}
      </p>
    </li>
  );
}

interface LikelihoodProps {
  number: number;
  value: number;
  disabled: boolean;
  onChange: (value: number) => void;
}

/** Moves freely, and is stated once it is let go: each statement is an entry of the journal. */
function Likelihood({ number, value, disabled, onChange }: LikelihoodProps) {
  const [draft, setDraft] = useState<number | null>(null);
  const settle = () => {
    if (draft !== null && draft !== value) onChange(draft);
    setDraft(null);
  };
  return (
    <label className="likelihood">
      <span className="sr-only">Likelihood of hypothesis {number}</span>
      <input
        type="range" min={0} max={MAX_LIKELIHOOD} step={5} value={draft ?? value} disabled={disabled}
        onChange={(e) => setDraft(Number(e.target.value))} onPointerUp={settle} onKeyUp={settle} onBlur={settle}
      />
      <b>{draft ?? value} %</b>
    </label>
  );
}
