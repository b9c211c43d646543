import { address, get } from './client';
import { type DrillView, type TimelineEntry, drillSchema, timelineEntrySchema } from './drill';
import { learnSkew, now } from './now';
import { type Frame, frameSchema } from './telemetry';

/** How many frames are kept for the replay slider: one every five seconds, half an hour. */
const REPLAY_FRAMES = 360;
const REPLAY_EVERY_MS = 5_000;
const TIMELINE_LIMIT = 500;

export interface DrillSnapshot {
  view: DrillView | null;
  /** When the view was told: its countdowns run from here. */
  receivedAt: number;
  timeline: TimelineEntry[];
  connection: 'connecting' | 'open' | 'lost';
  failure: Error | null;
}

export interface FrameSnapshot {
  frame: Frame | null;
  replay: Frame[];
}

/** The newer view wins; an act's answer and the stream may arrive in either order. */
export function withView(old: DrillSnapshot, view: DrillView, receivedAt: number): DrillSnapshot {
  if (old.view && view.seq < old.view.seq) return old;
  return { ...old, view, receivedAt, failure: null, timeline: view.timeline.reduce(withEntry, old.timeline) };
}

/** Entries in order of their sequence number, each once, the latest {@link TIMELINE_LIMIT}. */
export function withEntry(timeline: TimelineEntry[], entry: TimelineEntry): TimelineEntry[] {
  const last = timeline.at(-1);
  if (!last || entry.seq > last.seq) return [...timeline, entry].slice(-TIMELINE_LIMIT);
  const others = timeline.filter((e) => e.seq !== entry.seq);
  return [...others, entry].sort((a, b) => a.seq - b.seq).slice(-TIMELINE_LIMIT);
}

export function withFrame(old: FrameSnapshot, frame: Frame): FrameSnapshot {
  const last = old.replay.at(-1);
  const keep = !last || frame.at - last.at >= REPLAY_EVERY_MS;
  return { frame, replay: keep ? [...old.replay, frame].slice(-REPLAY_FRAMES) : old.replay };
}

/**
 * The one event stream of a drill and what it has told so far: the view, the timeline, the last frame.
 * Opened and closed by the drill's screen; readers subscribe. The browser resumes a broken stream by
 * itself with `Last-Event-ID`.
 */
export class DrillStream {
  private readonly id: string;
  private snapshot: DrillSnapshot = { view: null, receivedAt: 0, timeline: [], connection: 'connecting', failure: null };
  private frames: FrameSnapshot = { frame: null, replay: [] };
  private readonly watchers = new Set<() => void>();
  private readonly frameWatchers = new Set<() => void>();
  private source: EventSource | null = null;

  constructor(id: string) {
    this.id = id;
  }

  start() {
    void this.refresh();
    const source = new EventSource(address(`/drills/${this.id}/events`));
    source.addEventListener('open', () => {
      if (this.snapshot.connection === 'lost') void this.refresh();
      this.tell({ ...this.snapshot, connection: 'open' });
    });
    source.addEventListener('error', () => this.tell({ ...this.snapshot, connection: 'lost' }));
    source.addEventListener('state', (e) => this.read(e, drillSchema, (view) => this.tell(withView(this.snapshot, view, now()))));
    source.addEventListener('entry', (e) => this.read(e, timelineEntrySchema, (entry) =>
      this.tell({ ...this.snapshot, timeline: withEntry(this.snapshot.timeline, entry) })));
    source.addEventListener('frame', (e) => this.read(e, frameSchema, (frame) => {
      learnSkew(frame.at);
      this.frames = withFrame(this.frames, frame);
      for (const watcher of this.frameWatchers) watcher();
    }));
    this.source = source;
  }

  stop() {
    this.source?.close();
    this.source = null;
  }

  /** Asks for the view again: at the start, after a broken stream, and after an act while it is broken. */
  async refresh() {
    try {
      const view = await get(drillSchema, `/drills/${this.id}`);
      this.tell(withView(this.snapshot, view, now()));
    } catch (failure) {
      if (!this.snapshot.view) this.tell({ ...this.snapshot, failure: failure as Error });
    }
  }

  subscribe = (watcher: () => void) => watched(this.watchers, watcher);
  subscribeFrames = (watcher: () => void) => watched(this.frameWatchers, watcher);
  current = () => this.snapshot;
  currentFrames = () => this.frames;

  private tell(next: DrillSnapshot) {
    if (next === this.snapshot) return;
    this.snapshot = next;
    for (const watcher of this.watchers) watcher();
  }

  private read<T>(event: MessageEvent, schema: { safeParse(v: unknown): { success: boolean; data?: T } }, use: (data: T) => void) {
    let body: unknown;
    try {
      body = JSON.parse(event.data as string);
    } catch {
      return;
    }
    const parsed = schema.safeParse(body);
    if (parsed.success) use(parsed.data as T);
    else console.warn(`event ${event.type} was not understood`);
  }
}

function watched(watchers: Set<() => void>, watcher: () => void) {
  watchers.add(watcher);
  return () => {
    watchers.delete(watcher);
  };
}
