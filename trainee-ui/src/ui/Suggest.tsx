import { type KeyboardEvent, type ReactNode, useId, useRef, useState } from 'react';

export interface Suggestion {
  key: string;
  label: string;
  detail?: string;
}

interface Props {
  label: string;
  value: string;
  onChange: (value: string) => void;
  suggestions: Suggestion[];
  onPick: (suggestion: Suggestion) => void;
  onEnter?: () => void;
  placeholder?: string;
  hideLabel?: boolean;
  autoFocus?: boolean;
  alwaysOpen?: boolean;
  footer?: ReactNode;
  inputRef?: React.RefObject<HTMLInputElement | null>;
}

/** A text field with completions (ARIA combobox): arrows choose, Enter or Tab takes, Escape closes. */
export function Suggest(p: Props) {
  const id = useId();
  const own = useRef<HTMLInputElement>(null);
  const input = p.inputRef ?? own;
  const [open, setOpen] = useState(false);
  const [active, setActive] = useState(-1);
  const shown = p.alwaysOpen || (open && p.suggestions.length > 0);
  const current = active >= 0 ? p.suggestions[Math.min(active, p.suggestions.length - 1)] : undefined;

  const pick = (s: Suggestion) => {
    p.onPick(s);
    setActive(p.alwaysOpen ? 0 : -1);
    input.current?.focus();
  };
  const onKeyDown = (e: KeyboardEvent) => {
    const move = e.key === 'ArrowDown' ? 1 : e.key === 'ArrowUp' ? -1 : 0;
    if (move !== 0 && p.suggestions.length > 0) {
      e.preventDefault();
      setOpen(true);
      setActive((a) => (a + move + p.suggestions.length + (a < 0 && move < 0 ? 1 : 0)) % p.suggestions.length);
      requestAnimationFrame(() => document.getElementById(`${id}-active`)?.scrollIntoView({ block: 'nearest' }));
    } else if ((e.key === 'Enter' || e.key === 'Tab') && shown && current) {
      e.preventDefault();
      pick(current);
    } else if (e.key === 'Enter' && p.onEnter) {
      e.preventDefault();
      setOpen(false);
      p.onEnter();
    } else if (e.key === 'Escape' && shown && !p.alwaysOpen) {
      e.preventDefault();
      e.stopPropagation();
      setOpen(false);
      setActive(-1);
    }
  };
  return (
    <div className="suggest">
      <label htmlFor={id} className={p.hideLabel ? 'sr-only' : 'field-label'}>
        {p.label}
      </label>
      <input
        id={id}
        ref={input}
        role="combobox"
        aria-expanded={shown}
        aria-controls={`${id}-list`}
        aria-autocomplete="list"
        aria-activedescendant={shown && current ? `${id}-active` : undefined}
        autoComplete="off"
        spellCheck={false}
        autoFocus={p.autoFocus}
        value={p.value}
        placeholder={p.placeholder}
        onChange={(e) => {
          p.onChange(e.target.value);
          setOpen(true);
          setActive(p.alwaysOpen ? 0 : -1);
        }}
        onKeyDown={onKeyDown}
        onBlur={() => setOpen(false)}
      />
      <ul id={`${id}-list`} role="listbox" aria-label={`${p.label}: completions`} className="suggestions" hidden={!shown}>
        {shown &&
          p.suggestions.map((s) => (
            // The field keeps the focus; the keyboard's way is on it.
            // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
            <li
              key={s.key}
              id={s === current ? `${id}-active` : undefined}
              role="option"
              aria-selected={s === current}
              onMouseDown={(e) => e.preventDefault()}
              onClick={() => pick(s)}
            >
              <span>{s.label}</span>
              {s.detail && <span className="muted">{s.detail}</span>}
            </li>
          ))}
        {p.alwaysOpen && p.suggestions.length === 0 && <li className="muted none">Nothing matches</li>}
      </ul>
      {p.footer}
    </div>
  );
}
