import { useState } from 'react';
import type { Hypothesis, Prediction } from '../api/drill';
import { useChanges, useVocabulary } from '../api/queries';
import { useAct } from '../api/session';
import { Suggest } from '../ui/Suggest';
import { Chips } from './Chips';
import { ReadingPicker, whole } from './ReadingPicker';
import { complete } from './complete';
import { type Parse, parse } from './parse';

type Corrections = Partial<Pick<Parse, 'component' | 'mode' | 'family' | 'trigger'>>;

/** One typed sentence; what it was understood to say shows as chips, each of which can be corrected. */
export function HypothesisForm({ old, onDone }: { old?: Hypothesis; onDone: () => void }) {
  const vocabulary = useVocabulary();
  const words = vocabulary.data;
  const changes = useChanges().data?.changes ?? [];
  const act = useAct();
  const [text, setText] = useState(old?.text ?? '');
  const [corrections, setCorrections] = useState<Corrections>(
    old ? { component: old.component, mode: old.mode, family: old.family, trigger: old.trigger } : {},
  );
  const [prediction, setPrediction] = useState<Prediction | null>(old?.prediction ?? null);
  const read = words ? parse(text, words, changes) : null;
  const meant: Parse | null = read && { ...read, ...corrections };
  const understood = meant !== null && (meant.mode !== null || meant.family !== null || meant.component !== null || meant.nothing);
  const type = (next: string) => {
    setText(next);
    setCorrections({});
  };
  const save = () => {
    if (!meant || !understood || text.trim() === '') return;
    void act({
      act: 'hypothesis', ...(old ? { id: old.id } : {}), text: text.trim(), component: meant.component, family: meant.family,
      mode: meant.mode, trigger: meant.trigger, likelihood: old?.likelihood ?? 0, prediction: whole(prediction),
    }).then((done) => {
      if (!done) return;
      setText('');
      setCorrections({});
      setPrediction(null);
      onDone();
    });
  };
  return (
    <div className="hypothesis-form">
      <Suggest
        label={old ? 'Hypothesis' : 'New hypothesis'}
        placeholder="component, what is wrong with it, since what"
        value={text}
        onChange={type}
        suggestions={words ? complete(text, words) : []}
        onPick={(s) => type(`${s.key} `)}
        onEnter={save}
      />
      {!words && vocabulary.error && (
        <p role="alert" className="error">
          What a hypothesis may name could not be loaded: {vocabulary.error.message}{' '}
          <button type="button" className="small" onClick={() => void vocabulary.refetch()}>
            Try again
          </button>
        </p>
      )}
      {meant && text.trim() !== '' && words && (
        <>
          <Chips meant={meant} words={words} changes={changes} onChange={(c) => setCorrections({ ...corrections, ...c })} />
          <ReadingPicker legend="If it is true, I would see" value={prediction} near={[meant.component, ...meant.named]} onChange={setPrediction} />
          <p className="row">
            <button type="button" className="primary" disabled={!understood} onClick={save}>
              {old ? 'Save hypothesis' : 'Add hypothesis'}
            </button>
            {old && (
              <button type="button" onClick={onDone}>
                Cancel
              </button>
            )}
            {!understood && <span className="muted small">Name a component or what is wrong with it.</span>}
          </p>
        </>
      )}
    </div>
  );
}
