package dev.pagefault.mesh;

import dev.pagefault.mesh.Tunable.Choice;
import dev.pagefault.mesh.Tunable.Decimal;
import dev.pagefault.mesh.Tunable.Kind;
import dev.pagefault.mesh.Tunable.Size;
import dev.pagefault.mesh.Tunable.Text;
import dev.pagefault.mesh.Tunable.Time;
import dev.pagefault.mesh.Tunable.Whole;
import dev.pagefault.scenario.CertificateSettings;
import dev.pagefault.scenario.FieldSettings;
import dev.pagefault.scenario.Resources;
import dev.pagefault.scenario.Topology;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Every setting that a service understands: those the engine reads (the table in {@link Settings})
 * for the datastores and services it uses, and the ordinary ones its topology names.
 */
public final class Tunables {
  /** Most connections that a pool to a datastore may have. */
  public static final int POOL_MAX = 200;

  /** Most connections that a client may have to one address. */
  public static final int CLIENT_POOL_MAX = 1_000;

  /** Most requests or calls that may wait in a bounded queue. */
  public static final int QUEUE_MAX = 100_000;

  /** The value of {@code SVC.client.queue.max} that takes the bound away. */
  public static final int UNBOUNDED = -1;

  /** Most workers of one instance. */
  public static final int WORKERS_MAX = 512;

  /** Most attempts after the first. */
  public static final int RETRIES_MAX = 10;

  /** Longest line that an ordinary setting may hold, in characters. */
  public static final int TEXT_MAX = 200;

  /** HikariCP refuses a shorter wait for a connection. */
  public static final Duration ACQUIRE_MIN = Duration.ofMillis(250);

  /** HikariCP ignores a shorter leak detection. */
  public static final Duration LEAK_MIN = Duration.ofSeconds(2);

  private static final Duration SHORT = Duration.ofMillis(1);
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration LONG = Duration.ofMinutes(10);

  private Tunables() {}

  /** By key, engine's first; {@code service} must exist, or be a resource of that name. */
  public static Map<String, Tunable> of(Topology topology, String service) {
    Topology.Service spec = topology.services().get(service);
    if (spec == null) {
      return ResourceSettings.tunables(topology, service);
    }
    Map<String, Tunable> all = new LinkedHashMap<>();
    add(all, "server.workers", "requests worked on at a time", "32", new Whole(1, WORKERS_MAX));
    add(
        all,
        "server.queue.max",
        "requests that wait for a worker; the next is answered 503",
        "128",
        new Whole(0, QUEUE_MAX));
    add(all, "server.startup", "from restart to ready", "1s", new Time(SHORT, MINUTE));
    Topology.RateLimit limit = spec.limit();
    if (limit != null) {
      add(
          all,
          RateWindow.REQUESTS,
          "requests that an instance answers in a window; the next is answered 429",
          Integer.toString(limit.perWindow()),
          new Whole(1, RateWindow.REQUESTS_MAX));
      add(
          all,
          RateWindow.WINDOW,
          "length of a window",
          limit.window().toMillis() + "ms",
          new Time(SHORT, LONG));
    }
    List<String> certificates = List.copyOf(spec.certificates().keySet());
    if (!certificates.isEmpty()) {
      add(
          all,
          CertificateSettings.KEY,
          "which certificate new connections are shown, at once: "
              + String.join(", ", certificates),
          certificates.getFirst(),
          new Choice(certificates));
    }
    Uses uses = Uses.of(spec);
    for (String datastore : uses.datastores()) {
      datastore(all, datastore);
    }
    for (String callee : uses.services()) {
      client(all, callee);
    }
    if (!spec.external()) {
      resources(all, spec);
    }
    Map<String, List<String>> words = FieldSettings.of(spec);
    spec.settings().forEach((key, value) -> declared(all, key, value, words.get(key)));
    for (Topology.Version version : spec.versions()) {
      version.settings().forEach((key, value) -> declared(all, key, value, words.get(key)));
    }
    return all;
  }

  private static void datastore(Map<String, Tunable> all, String name) {
    add(
        all,
        name + ".pool.max",
        "most connections in the pool (maximumPoolSize)",
        "6",
        new Whole(1, POOL_MAX));
    add(
        all,
        name + ".pool.min-idle",
        "idle connections kept ready (minimumIdle)",
        "1",
        new Whole(0, POOL_MAX));
    add(
        all,
        name + ".pool.acquire-timeout",
        "longest wait for a connection (connectionTimeout)",
        "1s",
        new Time(ACQUIRE_MIN, MINUTE));
    add(
        all,
        name + ".pool.leak-detection",
        "a connection held longer is reported (leakDetectionThreshold); 0 is off",
        "0",
        new Time(LEAK_MIN, LONG));
    add(
        all,
        name + ".query.timeout",
        "longest a statement may run; 0 is no limit",
        "0",
        new Time(SHORT, LONG));
  }

  private static void client(Map<String, Tunable> all, String name) {
    add(
        all,
        name + ".client.pool.max",
        "connections to one address",
        "16",
        new Whole(1, CLIENT_POOL_MAX));
    add(
        all,
        name + ".client.queue.max",
        "calls that wait for a connection; -1 is unbounded",
        "64",
        new Whole(UNBOUNDED, QUEUE_MAX));
    add(
        all,
        name + ".client.timeout",
        "longest one attempt may take, waiting included; 0 is no limit",
        "2s",
        new Time(SHORT, LONG));
    add(all, name + ".client.retries", "attempts after the first", "0", new Whole(0, RETRIES_MAX));
    add(
        all,
        name + ".client.retry-backoff",
        "pause before the next attempt, doubled each time, with jitter",
        "50ms",
        new Time(SHORT, MINUTE));
    add(
        all,
        name + ".client.breaker",
        "circuit breaker around the calls",
        "off",
        new Choice(List.of("on", "off")));
    add(
        all,
        name + LinkPolicy.ROUTE,
        "which network path calls take",
        LinkPolicy.PRIMARY,
        new Choice(List.of(LinkPolicy.PRIMARY, LinkPolicy.STANDBY)));
  }

  private static void resources(Map<String, Tunable> all, Topology.Service spec) {
    add(
        all,
        Resources.CPU_LIMIT,
        "the container's processor limit, in cores; takes hold at once",
        ResourceLimits.written(spec.cores()),
        new Decimal(Resources.CPU_MIN, Resources.CPU_MAX));
    add(
        all,
        Resources.MEMORY_LIMIT,
        "the container's memory limit; takes hold at once",
        ResourceLimits.MEMORY,
        new Size(Resources.MEMORY_MIN, Resources.MEMORY_MAX));
    add(
        all,
        Resources.HEAP_MAX,
        "the most that the heap may take (-Xmx); takes hold when the process starts next",
        ResourceLimits.HEAP,
        new Size(Resources.HEAP_MIN, Resources.HEAP_MAX_BYTES));
  }

  /**
   * What the topology sets: an engine key's initial value, or an ordinary setting of its own; one
   * of a few {@code words} where steps read it.
   */
  private static void declared(
      Map<String, Tunable> all, String key, String value, @Nullable List<String> words) {
    Tunable engine = all.get(key);
    if (engine == null) {
      add(all, key, "", value, words == null ? new Text(TEXT_MAX) : new Choice(words));
    }
  }

  private static void add(
      Map<String, Tunable> all, String key, String about, String initial, Kind kind) {
    all.put(key, new Tunable(key, about, initial, kind));
  }
}
