package dev.pagefault.mesh;

import dev.pagefault.scenario.Topology;

/** The state that is wanted of a mesh: its topology plus the changes applied to it. Immutable. */
public record MeshState(Topology topology) {

  /** The topology with nothing changed. */
  public static MeshState initial(Topology topology) {
    return new MeshState(topology);
  }
}
