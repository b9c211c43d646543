package dev.pagefault.mesh;

import dev.pagefault.scenario.Change;
import dev.pagefault.scenario.Topology;
import java.util.List;

/** The state that is wanted of a mesh: its topology plus the changes applied to it. Immutable. */
public record MeshState(Topology topology) {

  /** The topology with nothing changed. */
  public static MeshState initial(Topology topology) {
    return new MeshState(topology);
  }

  /** The state after a change. */
  public MeshState with(Change change) {
    throw new UnsupportedOperationException(change.toString());
  }

  /** The changes that take {@code change} back from this state, if it were applied now. */
  public List<Change> inverse(Change change) {
    throw new UnsupportedOperationException(change.toString());
  }
}
