import { Dialog } from '../ui/Dialog';
import { prefer, usePreference } from '../ui/preference';
import { places } from './places';

const groups: { title: string; keys: [string, string][] }[] = [
  { title: 'Everywhere', keys: [['Ctrl K', 'everything by name'], ['/', 'search in this place'], ['?', 'this help'], ['n', 'to the notebook'], ['Esc', 'close']] },
  {
    title: 'Into the notebook',
    keys: [
      ['o', 'onset at the crosshair'], ['r', 'reading at the crosshair'], ['s', 'suspect: the focused change'],
      ['1–9', 'likelihood of the focused hypothesis, in tens'], ['+ 0 - x', 'verdict: fits, says nothing, speaks against, rules out'],
    ],
  },
  { title: 'Graphs', keys: [['← →', 'move the crosshair of the focused graph'], ['drag', 'zoom'], ['t z', 'zoom out'], ['t l', 'back to live']] },
  { title: 'Lists', keys: [['↑ ↓ or j k', 'move the focus'], ['Enter', 'open']] },
];

export function Help({ onClose }: { onClose: () => void }) {
  const keysOff = usePreference('keys') === 'off';
  return (
    <Dialog title="Keyboard" onClose={onClose} wide>
      <div className="help">
        <section>
          <h3>Places</h3>
          <dl>
            {places.map((p) => (
              <div key={p.id}>
                <dt>
                  <kbd>g</kbd> <kbd>{p.key}</kbd>
                </dt>
                <dd>{p.title}</dd>
              </div>
            ))}
          </dl>
        </section>
        {groups.map((group) => (
          <section key={group.title}>
            <h3>{group.title}</h3>
            <dl>
              {group.keys.map(([key, does]) => (
                <div key={key}>
                  <dt>
                    <kbd>{key}</kbd>
                  </dt>
                  <dd>{does}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
      <footer className="dialog-foot">
        <label className="check">
          <input type="checkbox" checked={!keysOff} onChange={(e) => prefer('keys', e.target.checked ? null : 'off')} />
          Single-key shortcuts
        </label>
      </footer>
    </Dialog>
  );
}
