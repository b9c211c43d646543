import { Link } from 'wouter';
import { useNow } from '../api/now';
import { useDrill, useStory } from '../api/session';
import { clock, countdown } from '../format/time';
import { Chip, Kbd } from '../ui/bits';
import { nextTheme, useTheme } from '../ui/theme';
import { Hold, Leave } from './Course';
import { isOver, speedNote, stateTone, stateWord } from './state';

/** The alert, the state, the clock of the story with its speed-up, and what is left of the time. */
export function TopBar({ onPalette, onTalk, onHelp }: { onPalette: () => void; onTalk: () => void; onHelp: () => void }) {
  const { view, connection } = useDrill();
  const theme = useTheme();
  return (
    <header className="topbar">
      <Link href="/" className="brand" aria-label="Pagefault, list of drills">
        <svg viewBox="0 0 32 32" width="20" height="20" aria-hidden="true">
          <path d="M3 18h7l3-9 5 15 3-9h8" fill="none" stroke="currentColor" strokeWidth="3" strokeLinecap="round" strokeLinejoin="round" />
        </svg>
        <span>Pagefault</span>
      </Link>
      <Chip tone={stateTone(view.state)}>{stateWord(view.state)}</Chip>
      <p className="topbar-title" title={view.page?.title}>
        {view.page?.title ?? ''}
      </p>
      {connection === 'lost' && (
        <span className="chip warn" role="status">
          Reconnecting…
        </span>
      )}
      <Clock />
      <button type="button" className="quiet" onClick={onPalette} aria-label="Command palette">
        Search <Kbd>Ctrl K</Kbd>
      </button>
      {!isOver(view.state) && (
        <button type="button" className="quiet" onClick={onTalk} aria-label="Write a note, a status update or to an owner">
          Write <Kbd>w</Kbd>
        </button>
      )}
      <Hold />
      <button type="button" className="quiet" onClick={nextTheme} aria-label={`Theme: ${theme}`} title={`Theme: ${theme}`}>
        {theme === 'dark' ? '☾' : theme === 'light' ? '☼' : '◐'}
      </button>
      <button type="button" className="quiet" onClick={onHelp} aria-label="Keyboard help">
        ?
      </button>
      <Leave />
    </header>
  );
}

function Clock() {
  const { view, receivedAt } = useDrill();
  const { story } = useStory();
  const now = useNow();
  const { remainingMs, speedUp, held } = view.clock;
  const left = remainingMs === null || isOver(view.state) ? null : remainingMs - (held ? 0 : Math.max(0, now - receivedAt));
  return (
    <p className="clock">
      <time className="clock-story" title="The story's clock (UTC)">
        {clock(story(now))}
      </time>
      {speedUp !== 1 && <span className="chip info">{speedNote(speedUp)}</span>}
      {held && <Chip tone="warn">Held</Chip>}
      {left !== null && (
        <span className={left < 120_000 ? 'clock-left short' : 'clock-left'}>
          <span className="sr-only">Time left: </span>
          {countdown(left)} left
        </span>
      )}
    </p>
  );
}
