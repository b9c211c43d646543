import { Suspense, lazy } from 'react';
import { useFrames } from '../api/session';
import { Loading } from '../ui/states';

const MeshGraph = lazy(() => import('./MeshGraph').then((m) => ({ default: m.MeshGraph })));

/** The mesh as the stream tells it, second by second, to look at only. */
export function MeshGlance({ lit }: { lit?: string[] }) {
  const { frame } = useFrames();
  if (!frame || frame.graph.nodes.length === 0) return <Loading what="the mesh" />;
  return (
    <Suspense fallback={<Loading what="the mesh" />}>
      <MeshGraph graph={frame.graph} label="rps" {...(lit ? { lit } : {})} />
    </Suspense>
  );
}
