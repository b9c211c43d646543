package dev.pagefault.mesh;

import dev.pagefault.telemetry.Batch;
import io.vertx.core.Future;

/**
 * The three ways to speak to an instance, wherever it runs. Everything that crosses it is
 * serialisable. Futures complete on any thread.
 */
public interface InstanceControl {

  /**
   * Brings the instance to the state that is wanted of it; reloads what differs, restarts where the
   * generation rose.
   */
  Future<Void> apply(InstanceSpec wanted);

  /**
   * Reads a component's inner state. Fails with {@link IllegalArgumentException} when this instance
   * has no such component.
   */
  Future<Reading.Raw> read(Probe probe);

  /** Meters as they stand, and the log lines and spans since the last call. */
  Future<Batch> telemetry();
}
