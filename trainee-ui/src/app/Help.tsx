import { Dialog } from '../ui/Dialog';
import { prefer, usePreference } from '../ui/preference';
import { places } from './places';

const groups: { title: string; keys: [string, string][] }[] = [
  {
    title: 'Everywhere',
    keys: [
      ['a', 'acknowledge, while the page has the screen'], ['Ctrl K', 'everything by name'], ['/', 'search in this place, else everything by name'],
      ['n', 'to the notebook'], ['w', 'write: note, status update, to an owner'], ['?', 'this help'], ['Esc', 'close'],
    ],
  },
  {
    title: 'Into the notebook',
    keys: [
      ['b', 'blast radius: what is selected on the mesh'], ['o', 'onset at the crosshair'], ['r', 'reading at the crosshair, then a or n: abnormal, normal'],
      ['s', 'suspect: the focused change, or the ▲ at the crosshair'], ['1–9', 'likelihood in tens: of the focused hypothesis, else of the next one'],
      ['+ 0 - x', 'verdict: fits, says nothing, speaks against, rules out'],
    ],
  },
  { title: 'Mesh', keys: [['← → ↑ ↓', 'along connections, between nodes'], ['Enter', 'select']] },
  { title: 'Graphs', keys: [['← →', 'move the crosshair of the focused graph, ten steps with Shift'], ['drag', 'zoom'], ['t z', 'zoom out'], ['t l', 'back to live']] },
  { title: 'Lists', keys: [['↑ ↓ or j k', 'move the focus'], ['Enter', 'open']] },
  { title: 'Debrief', keys: [['1–9, 0', 'what you believe; 0: something else'], ['← →', 'between its steps']] },
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
