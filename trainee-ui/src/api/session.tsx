import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, createContext, use, useCallback, useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import { Link } from 'wouter';
import { Failure, Loading } from '../ui/states';
import { toast } from '../ui/toast';
import { type Act, send } from './acts';
import type { DrillView } from './drill';
import { DrillStream } from './stream';

/** Every second frame: dashboards move about every two seconds. */
const FRAMES_PER_POLL = 2;

interface Session {
  id: string;
  stream: DrillStream;
}

const SessionContext = createContext<Session | null>(null);

/** Opens the drill's one event stream, and asks live queries to poll in time with its frames. */
export function DrillSession({ id, children }: { id: string; children: ReactNode }) {
  const [session, setSession] = useState<Session | null>(null);
  const queries = useQueryClient();
  useEffect(() => {
    const stream = new DrillStream(id);
    let frames = 0;
    const unsubscribe = stream.subscribeFrames(() => {
      frames++;
      if (frames % FRAMES_PER_POLL === 0 && !document.hidden) {
        void queries.invalidateQueries({ queryKey: liveKey(id) }, { cancelRefetch: false });
      }
    });
    setSession({ id, stream });
    stream.start();
    return () => {
      unsubscribe();
      stream.stop();
    };
  }, [id, queries]);
  if (!session || session.id !== id) return <Loading what="the drill" />;
  return (
    <SessionContext value={session}>
      <Loaded>{children}</Loaded>
    </SessionContext>
  );
}

function Loaded({ children }: { children: ReactNode }) {
  const { stream } = useSession();
  const { view, failure } = useSyncExternalStore(stream.subscribe, stream.current);
  if (failure && !view) {
    return (
      <>
        <Failure error={failure} retry={() => void stream.refresh()} />
        <p className="state-way">
          <Link href="/">To the list of drills</Link>
        </p>
      </>
    );
  }
  if (!view) return <Loading what="the drill" />;
  return children;
}

export function liveKey(drill: string): string[] {
  return ['drill', drill, 'live'];
}

function useSession(): Session {
  const session = use(SessionContext);
  if (!session) throw new Error('this part of the screen needs a drill around it');
  return session;
}

/** The drill as last told: its view, timeline and the state of the stream. */
export function useDrill() {
  const { id, stream } = useSession();
  const snapshot = useSyncExternalStore(stream.subscribe, stream.current);
  return { id, view: snapshot.view as DrillView, timeline: snapshot.timeline, connection: snapshot.connection,
    receivedAt: snapshot.receivedAt };
}

export function useFrames() {
  const { stream } = useSession();
  return useSyncExternalStore(stream.subscribeFrames, stream.currentFrames);
}

/** Sends one act; a refusal is shown in the server's words and answered with null. */
export function useAct() {
  const { id, stream } = useSession();
  return useMemo(() => {
    async function attempt<T>(work: Promise<T>): Promise<T | null> {
      try {
        const answer = await work;
        if (stream.current().connection !== 'open') void stream.refresh();
        return answer;
      } catch (failure) {
        toast((failure as Error).message, 'bad');
        return null;
      }
    }
    return Object.assign((act: Act) => attempt(send(id, act)), { attempt, drill: id });
  }, [id, stream]);
}

/** Story time of a moment, in milliseconds. */
export function useStory() {
  const { view } = useDrill();
  const offset = view.clock.storyOffsetMs;
  const story = useCallback((at: number) => at + offset, [offset]);
  return { offset, story };
}
