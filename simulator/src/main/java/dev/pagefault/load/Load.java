package dev.pagefault.load;

import dev.pagefault.incident.Tick;
import dev.pagefault.scenario.Topology;
import dev.pagefault.telemetry.Telemetry;
import dev.pagefault.time.Clock;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

/** The customers of one mesh. */
@SuppressWarnings("DoNotCallSuggester") // parts land one after the other
public final class Load {
  private Load() {}

  /** Starts customers. */
  public static Load start(
      LoadHost host,
      Topology topology,
      long seed,
      Function<String, List<String>> front,
      Map<String, Map<String, String>> truth,
      Telemetry sink,
      Clock clock) {
    throw new UnsupportedOperationException("the generator has not landed yet");
  }

  /** Changes what is asked of the mesh. */
  public void plan(LoadPlan plan) {
    throw new UnsupportedOperationException("the generator has not landed yet");
  }

  /** Hears what users saw, each second, until the returned action is run. */
  public Runnable onTick(Consumer<Tick> listener) {
    throw new UnsupportedOperationException("the generator has not landed yet");
  }

  /** Stops. */
  public Future<Void> stop() {
    throw new UnsupportedOperationException("the generator has not landed yet");
  }
}
