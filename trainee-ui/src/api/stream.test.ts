import { describe, expect, it } from 'vitest';
import { type DrillView, drillSchema } from './drill';
import { type DrillSnapshot, withEntry, withFrame, withView } from './stream';

const view = (seq: number): DrillView =>
  drillSchema.parse({
    id: 'd1', seq, state: 'onCall', clock: { storyOffsetMs: 0 }, unknownKey: true,
    notebook: { observe: { blast: {} } },
  });
const entry = (seq: number) => ({ seq, at: seq, by: 'you', kind: 'note', text: `${seq}`, ref: null });
const empty: DrillSnapshot = { view: null, receivedAt: 0, timeline: [], connection: 'open', failure: null };

describe('a view', () => {
  it('is read from an answer that leaves out what is empty and adds what is new', () => {
    expect(view(1)).toMatchObject({ page: null, participants: [], clock: { speedUp: 1, remainingMs: null }, notebook: { tests: [], lockedAt: null } });
  });
  it('never gives way to an older one', () => {
    const newer = withView(empty, view(7), 100);
    expect(withView(newer, view(6), 200)).toBe(newer);
    expect(withView(newer, view(7), 300).receivedAt).toBe(300);
  });
});

describe('the timeline', () => {
  it('holds each entry once, in order, whatever is resent', () => {
    const told = [1, 2, 4, 3, 2].reduce((all, seq) => withEntry(all, entry(seq)), [] as ReturnType<typeof withEntry>);
    expect(told.map((e) => e.seq)).toEqual([1, 2, 3, 4]);
  });
});

describe('frames', () => {
  it('are kept for the replay one in five seconds', () => {
    const frame = (at: number) => ({ at, sli: [], graph: { nodes: [], edges: [] }, spark: { offered: [], failed: [] } });
    const told = [0, 1000, 4000, 5000, 6000].reduce((all, at) => withFrame(all, frame(at)), { frame: null, replay: [] } as Parameters<typeof withFrame>[0]);
    expect(told.frame?.at).toBe(6000);
    expect(told.replay.map((f) => f.at)).toEqual([0, 5000]);
  });
});
