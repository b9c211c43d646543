import type { LogField } from '../api/telemetry';
import { plural } from '../format/number';

const VALUES_SHOWN = 5;

/** The fields of the lines found, with their commonest values: click to keep only it, or to leave it out. */
export function Fields({ fields, onNarrow }: { fields: LogField[]; onNarrow: (name: string, value: string, out: boolean) => void }) {
  return (
    <aside className="fields" aria-label="Fields">
      {fields.map((f) => {
        const total = f.values.reduce((sum, v) => sum + v.count, 0);
        return (
          <details key={f.name} open={f.name === 'service' || f.name === 'level'}>
            <summary>
              {f.name} <span className="muted">{f.values.length}</span>
            </summary>
            <ul>
              {f.values.slice(0, VALUES_SHOWN).map((v) => (
                <li key={v.value}>
                  <span className="field-share" style={{ width: `${total === 0 ? 0 : (v.count / total) * 100}%` }} aria-hidden="true" />
                  <button type="button" className="field-value" title={plural(v.count, 'line')} aria-label={`Only ${f.name} ${v.value}`} onClick={() => onNarrow(f.name, v.value, false)}>
                    {v.value || '(empty)'}
                  </button>
                  <span className="n muted">{v.count}</span>
                  <button type="button" className="quiet small" aria-label={`Without ${f.name} ${v.value}`} onClick={() => onNarrow(f.name, v.value, true)}>
                    −
                  </button>
                </li>
              ))}
            </ul>
          </details>
        );
      })}
    </aside>
  );
}
