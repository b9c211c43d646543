import type { ChangeView } from '../api/drill';
import type { Vocabulary } from '../api/library';
import type { Parse } from './parse';
import { otherSuspects } from './suspects';

interface Props {
  meant: Parse;
  words: Vocabulary;
  changes: ChangeView[];
  onChange: (correction: Partial<Parse>) => void;
}

/** What the sentence was understood to say. Each chip is a choice, so that a misreading is mended in place. */
export function Chips({ meant, words, changes, onChange }: Props) {
  const named = meant.named.filter((n) => words.components.some((c) => c.name === n));
  const others = words.components.map((c) => c.name).filter((n) => !named.includes(n));
  return (
    <div className="parse" role="group" aria-label="Understood as">
      <label className={meant.component ? 'chip-select' : 'chip-select none'}>
        <span>Component</span>
        <select value={meant.component ?? ''} onChange={(e) => onChange({ component: e.target.value || null })}>
          <option value="">{meant.nothing ? 'none' : 'not named'}</option>
          {[...named, ...others].map((n) => (
            <option key={n}>{n}</option>
          ))}
        </select>
      </label>
      <label className={meant.mode || meant.family ? 'chip-select' : 'chip-select none'}>
        <span>Cause</span>
        <select
          value={meant.mode ? `m:${meant.mode}` : meant.family ? `f:${meant.family}` : ''}
          onChange={(e) => {
            const [kind, id] = [e.target.value.slice(0, 1), e.target.value.slice(2)];
            if (kind === 'm') onChange({ mode: id, family: words.modes.find((m) => m.id === id)?.family ?? null });
            else onChange({ mode: null, family: kind === 'f' ? id : null });
          }}
        >
          <option value="">not named</option>
          {words.families.map((f) => (
            <optgroup key={f.id} label={f.title}>
              <option value={`f:${f.id}`}>some {f.title.toLowerCase()}</option>
              {words.modes.filter((m) => m.family === f.id).map((m) => (
                <option key={m.id} value={`m:${m.id}`}>{m.title}</option>
              ))}
            </optgroup>
          ))}
          {words.modes.filter((m) => !words.families.some((f) => f.id === m.family)).map((m) => (
            <option key={m.id} value={`m:${m.id}`}>{m.title}</option>
          ))}
        </select>
      </label>
      <label className={meant.trigger ? 'chip-select' : 'chip-select none'}>
        <span>Trigger</span>
        <select value={meant.trigger ?? ''} onChange={(e) => onChange({ trigger: e.target.value || null })}>
          <option value="">not named</option>
          {otherSuspects.filter((o) => words.triggers.some((t) => t.id === o.ref)).map((o) => (
            <option key={o.ref} value={o.ref}>{o.title}</option>
          ))}
          {changes.filter((c) => !c.you).map((c) => (
            <option key={c.id} value={c.id}>{`${c.kind} ${c.target}: ${c.summary}`}</option>
          ))}
        </select>
      </label>
    </div>
  );
}
