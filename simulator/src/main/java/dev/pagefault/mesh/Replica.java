package dev.pagefault.mesh;

import io.vertx.core.Future;

/** An instance that runs, as its mesh has it in hand. Whoever starts it stops it. */
public interface Replica extends InstanceControl {

  /** {@code host:port} at which other instances reach it, for life. */
  String address();

  /** {@code host:port} at which this process reaches it: customers of the edge come in by it. */
  default String door() {
    return address();
  }

  /** Ends the process and closes what listens; nothing is left. */
  Future<Void> stop();
}
