package dev.pagefault.mesh;

import dev.pagefault.scenario.Topology;
import dev.pagefault.time.Clock;

/** Where meshes run: gives each one its site. */
public interface Sites {

  /** A new site for a mesh; the caller closes it. Blocks. */
  Site open(Topology topology, long seed);

  /**
   * Gives up what is just being started, on sites that nobody has in hand yet; whoever has a mesh
   * has stopped it before. Blocks.
   */
  default void close() {}

  /** In this process, on loopback. */
  static Sites embedded(MeshHost host, Clock clock) {
    return (topology, seed) -> new EmbeddedSite(host, topology, seed, clock);
  }
}
