import type { Prediction } from '../api/drill';
import { useDiagnostics } from '../api/queries';
import { sentence } from '../format/words';

interface Props {
  legend: string;
  value: Prediction | null;
  onChange: (value: Prediction | null) => void;
  /** Components whose diagnostics are offered first. */
  near?: (string | null)[];
}

/** A reading and its expected outcome, in two clicks. */
export function ReadingPicker({ legend, value, onChange, near = [] }: Props) {
  const answer = useDiagnostics();
  const diagnostics = answer.data?.diagnostics ?? [];
  const chosen = diagnostics.find((d) => d.id === value?.diagnostic);
  const isNear = (target: string) => near.some((n) => n !== null && n !== '' && target.split('/').some((part) => part.startsWith(n)));
  const close = diagnostics.flatMap((d) => d.targets.filter(isNear).map((target) => ({ d, target })));
  const encode = (diagnostic: string, target: string) => `${diagnostic} ${target}`;
  return (
    <fieldset className="reading-picker">
      <legend>{legend}</legend>
      <select
        aria-label={`${legend}: reading`}
        value={value ? encode(value.diagnostic, value.target) : ''}
        onChange={(e) => {
          const at = e.target.value.indexOf(' ');
          if (at < 0) onChange(null);
          else onChange({ diagnostic: e.target.value.slice(0, at), target: e.target.value.slice(at + 1), outcome: '' });
        }}
      >
        <option value="">{answer.data ? 'which reading …' : answer.error ? 'the readings could not be loaded' : 'loading the readings …'}</option>
        {close.length > 0 && (
          <optgroup label="Close by">
            {close.map(({ d, target }) => (
              <option key={`near ${d.id} ${target}`} value={encode(d.id, target)}>
                {d.title} · {target}
              </option>
            ))}
          </optgroup>
        )}
        {diagnostics.map((d) => {
          const rest = d.targets.filter((target) => !isNear(target));
          return rest.length === 0 ? null : (
            <optgroup key={d.id} label={d.title}>
              {rest.map((target) => (
                <option key={target} value={encode(d.id, target)}>
                  {d.title} · {target}
                </option>
              ))}
            </optgroup>
          );
        })}
      </select>
      <select aria-label={`${legend}: outcome`} value={value?.outcome ?? ''} disabled={!chosen} onChange={(e) => value && onChange({ ...value, outcome: e.target.value })}>
        <option value="">what it says …</option>
        {(chosen?.outcomes ?? []).map((o) => (
          <option key={o} value={o}>
            {sentence(o)}
          </option>
        ))}
      </select>
    </fieldset>
  );
}

export function whole(prediction: Prediction | null): Prediction | null {
  return prediction && prediction.outcome !== '' ? prediction : null;
}
