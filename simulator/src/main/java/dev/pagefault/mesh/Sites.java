package dev.pagefault.mesh;

import dev.pagefault.scenario.Topology;
import dev.pagefault.time.Clock;

/** Where meshes run: gives each one its site. */
public interface Sites {

  /** A new site for a mesh; the caller closes it. Blocks. */
  Site open(Topology topology, long seed);

  /** In this process, on loopback. */
  static Sites embedded(MeshHost host, Clock clock) {
    return (topology, seed) -> new EmbeddedSite(host, topology, seed, clock);
  }
}
