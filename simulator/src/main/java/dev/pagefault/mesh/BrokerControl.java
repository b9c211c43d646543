package dev.pagefault.mesh;

import dev.pagefault.telemetry.Batch;
import io.vertx.core.Future;
import java.util.Map;

/** A queue's broker that runs, as its mesh has it in hand. Any thread. */
public interface BrokerControl {

  /** {@code host:port} at which instances reach it. */
  String address();

  /** Brings it to what is wanted of it; settings that it hasn't got are left out. */
  void become(Map<String, String> settings);

  /** How the queue stands. */
  Future<Batch> telemetry();

  /** Ends it; messages are gone. */
  Future<Void> stop();
}
