import { Suspense, useEffect, useMemo, useState } from 'react';
import { Link } from 'wouter';
import type { Debrief } from '../api/debrief';
import { useTopology } from '../api/queries';
import { useDrill } from '../api/session';
import { drillPath } from '../app/places';
import { MeshGraph } from '../mesh/MeshGraph';
import { drawn } from '../mesh/graph';
import { Empty, Loading } from '../ui/states';

const ALL_MS = 20_000;

/** From fault to user, hop by hop on the map in twenty seconds; each caption opens its real graph. */
export function Chain({ debrief: { chain } }: { debrief: Debrief }) {
  const { id, view } = useDrill();
  const topology = useTopology(view.topology).data;
  const still = useMemo(() => matchMedia('(prefers-reduced-motion: reduce)').matches, []);
  const [hop, setHop] = useState(still ? chain.length - 1 : 0);
  const [playing, setPlaying] = useState(!still);
  useEffect(() => {
    if (!playing || hop >= chain.length - 1) return;
    const timer = setTimeout(() => setHop(hop + 1), ALL_MS / chain.length);
    return () => clearTimeout(timer);
  }, [playing, hop, chain.length]);
  const graph = useMemo(() => (topology ? drawn(topology) : null), [topology]);
  if (chain.length === 0) return <Empty title="Nothing spread: there was no fault" />;
  return (
    <>
      <div className="chain-map">
        {graph ? (
          <Suspense fallback={<Loading what="the mesh" />}>
            <MeshGraph graph={graph} label={null} lit={chain.slice(0, hop + 1).map((c) => c.component)} />
          </Suspense>
        ) : (
          <Loading what="the mesh" />
        )}
      </div>
      <ol className="chain">
        {chain.map((c, i) => (
          // oxlint-disable-next-line react/no-array-index-key
          <li key={i} className={i <= hop ? 'shown' : ''} aria-current={i === hop ? 'step' : undefined}>
            <button type="button" className="chain-hop" onClick={() => { setPlaying(false); setHop(i); }}>
              <b>{c.component}</b> {c.caption}
            </button>
            {c.query && <Link href={drillPath(id, 'dashboards/explore', { query: c.query, last: 1800 })}>its graph</Link>}
          </li>
        ))}
      </ol>
      <button type="button" onClick={() => { setHop(0); setPlaying(true); }}>
        Play again
      </button>
    </>
  );
}
