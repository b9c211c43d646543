import { Suspense, lazy, useEffect, useRef, useState } from 'react';
import { Redirect, useLocation } from 'wouter';
import type { DrillState } from '../api/drill';
import { useDrill } from '../api/session';
import { CiteReading } from '../dashboards/CiteReading';
import { Rail } from '../notebook/Rail';
import { Brief } from '../page/Brief';
import { PagePlace } from '../page/PagePlace';
import { Takeover } from '../page/Takeover';
import { Write } from '../page/Write';
import { Loading } from '../ui/states';
import { Caught } from './App';
import { HeldBanner } from './Course';
import { Help } from './Help';
import { Nav } from './Nav';
import { Palette } from './Palette';
import { TopBar } from './TopBar';
import { type Bindings, useKeys } from './keys';
import { useLook } from './look';
import { type Place, asPlace, drillPath, places } from './places';
import { isOver } from './state';

const MeshPlace = lazy(() => import('../mesh/MeshPlace'));
const DashboardsPlace = lazy(() => import('../dashboards/DashboardsPlace'));
const LogsPlace = lazy(() => import('../logs/LogsPlace'));
const TracesPlace = lazy(() => import('../traces/TracesPlace'));
const ChangesPlace = lazy(() => import('../changes/ChangesPlace'));
const DiagnosticsPlace = lazy(() => import('../diagnostics/DiagnosticsPlace'));
const ActionsPlace = lazy(() => import('../actions/ActionsPlace'));
const TimelinePlace = lazy(() => import('../timeline/TimelinePlace'));
const DebriefPlace = lazy(() => import('../debrief/DebriefPlace'));

/** Where a drill opens when the address names no place. */
function home(state: DrillState): Place {
  switch (state) {
    case 'preparing': case 'onCall': case 'invalid': case 'interrupted': return 'brief';
    case 'paged': case 'working': case 'verifying': return 'page';
    case 'reveal': case 'closed': return 'debrief';
    case 'abandoned': return 'timeline';
  }
}

type Overlay = 'palette' | 'help' | 'write';

/** The desk: navigation, the place, and the notebook always in sight. */
export function Desk({ place: word, item }: { place: string | undefined; item: string | null }) {
  const { id, view } = useDrill();
  const [, navigate] = useLocation();
  const [overlay, setOverlay] = useState<Overlay | null>(null);
  const place = asPlace(word);
  useLook(place, item ?? (place === 'dashboards' ? 'users' : null));

  const bindings: Bindings = {
    '?': () => setOverlay('help'),
    '/': () => setOverlay('palette'),
    w: () => !isOver(view.state) && setOverlay('write'),
    'mod+k': () => setOverlay('palette'),
  };
  for (const p of places) bindings[`g ${p.key}`] = () => navigate(drillPath(id, p.id));
  useKeys(bindings);

  const title = places.find((p) => p.id === place)?.title;
  useEffect(() => {
    document.title = title ? `${title} · Pagefault` : 'Pagefault';
  }, [title]);
  useDebriefOpens();

  if (!place) return <Redirect to={drillPath(id, home(view.state))} replace />;
  return (
    <div className={place === 'debrief' ? 'desk alone' : 'desk'}>
      <a className="skip" href="#place">
        Skip to the place
      </a>
      <TopBar onPalette={() => setOverlay('palette')} onTalk={() => setOverlay('write')} onHelp={() => setOverlay('help')} />
      <Nav place={place} />
      <main id="place" className="place" tabIndex={0}>
        <HeldBanner />
        <Caught key={place}>
          <Suspense fallback={<Loading what={title ?? place} />}>
            <Shown place={place} item={item} />
          </Suspense>
        </Caught>
      </main>
      {place !== 'debrief' && <Rail />}
      {overlay === 'palette' && <Palette onClose={() => setOverlay(null)} />}
      {overlay === 'write' && <Write onClose={() => setOverlay(null)} />}
      {overlay === 'help' && <Help onClose={() => setOverlay(null)} />}
      <CiteReading />
      <Takeover />
    </div>
  );
}

function Shown({ place, item }: { place: Place; item: string | null }) {
  switch (place) {
    case 'brief': return <Brief />;
    case 'page': return <PagePlace />;
    case 'mesh': return <MeshPlace />;
    case 'dashboards': return <DashboardsPlace board={item} />;
    case 'logs': return <LogsPlace />;
    case 'traces': return <TracesPlace trace={item} />;
    case 'changes': return <ChangesPlace />;
    case 'diagnostics': return <DiagnosticsPlace />;
    case 'actions': return <ActionsPlace />;
    case 'timeline': return <TimelinePlace />;
    case 'debrief': return <DebriefPlace />;
  }
}

/** When the verification has ended, the debrief opens by itself, once. */
function useDebriefOpens() {
  const { id, view } = useDrill();
  const [, navigate] = useLocation();
  const before = useRef(view.state);
  useEffect(() => {
    if (before.current !== view.state && view.state === 'reveal') navigate(drillPath(id, 'debrief'));
    before.current = view.state;
  }, [view.state, id, navigate]);
}
