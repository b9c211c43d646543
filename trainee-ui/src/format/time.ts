/** Times of the story, always in UTC, and lengths of time. All arguments are milliseconds. */

const two = (n: number) => String(n).padStart(2, '0');
const days = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];

/** 02:07:31 */
export function clock(ms: number): string {
  const d = new Date(ms);
  return `${hourMinute(ms)}:${two(d.getUTCSeconds())}`;
}

/** 02:07 */
export function hourMinute(ms: number): string {
  const d = new Date(ms);
  return `${two(d.getUTCHours())}:${two(d.getUTCMinutes())}`;
}

/** 02:07:31 on the day of `now`, else Tue 14:20: what a change feed shows. */
export function stamp(ms: number, now: number): string {
  const sameDay = new Date(ms).toISOString().slice(0, 10) === new Date(now).toISOString().slice(0, 10);
  return sameDay ? clock(ms) : `${days[new Date(ms).getUTCDay()]} ${hourMinute(ms)}`;
}

/** 45 s, 3 min 20 s, 26 h: the largest two parts. */
export function span(ms: number): string {
  const s = Math.max(0, Math.round(ms / 1000));
  if (s < 60) return `${s} s`;
  if (s < 3600) return s % 60 === 0 ? `${s / 60} min` : `${Math.floor(s / 60)} min ${s % 60} s`;
  const h = Math.floor(s / 3600);
  const m = Math.round((s % 3600) / 60);
  if (h >= 48) return `${Math.round(h / 24)} days`;
  return m === 0 || h >= 10 ? `${h} h` : `${h} h ${m} min`;
}

/** 6:05, a countdown. */
export function countdown(ms: number): string {
  const s = Math.max(0, Math.ceil(ms / 1000));
  return `${Math.floor(s / 60)}:${two(s % 60)}`;
}

/** 3 min 20 s ago */
export function ago(ms: number, now: number): string {
  const gone = now - ms;
  return gone < 1500 ? 'just now' : `${span(gone)} ago`;
}
