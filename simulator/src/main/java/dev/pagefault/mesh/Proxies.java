package dev.pagefault.mesh;

import static dev.pagefault.mesh.Awaiting.await;

import dev.pagefault.time.Clock;
import dev.pagefault.time.Seed;
import dev.pagefault.toxiproxy.Toxiproxy;
import eu.rekawek.toxiproxy.ToxiproxyClient;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The proxies of one mesh, and the Toxiproxy that they belong to: started with the first, cut with
 * the mesh. A wire without a toxic has none.
 *
 * <pre>
 *   caller ──▶ proxy ──▶ callee        while a toxic is wanted between the two
 *   caller ────────────▶ callee        before; after; and by the standby route
 * </pre>
 *
 * <p>Owned by a {@link Mesh}. Methods block: to be called where that is allowed.
 */
final class Proxies {
  /** How long calls under way may take to finish over a proxy that is given up, milliseconds. */
  static final long GRACE_MILLIS = 10_000;

  private static final Logger LOG = LoggerFactory.getLogger(Proxies.class);

  private final MeshHost host;
  private final Map<String, Database> databases;
  private final long seed;
  private final Clock clock;
  private final Map<String, StandingProxy> standing = new LinkedHashMap<>();
  private Set<String> wanted = Set.of();
  private @Nullable Toxiproxy server;
  private @Nullable ToxiproxyClient client;
  private long timer = -1;

  /**
   * @param databases by datastore; asked for a port where one is to be reached through a proxy
   */
  Proxies(MeshHost host, Map<String, Database> databases, long seed, Clock clock) {
    this.host = host;
    this.databases = databases;
    this.seed = seed;
    this.clock = clock;
  }

  /**
   * Sees to it that the proxies that are wanted listen, with their toxics, and that the others have
   * none any more; callers are to be told then, and {@link #release} called. Returns where each
   * listens, by its plan's name.
   */
  synchronized Map<String, String> bring(Map<String, ProxyPlan> plans) throws Exception {
    wanted = Set.copyOf(plans.keySet());
    for (Map.Entry<String, StandingProxy> entry : standing.entrySet()) {
      if (!wanted.contains(entry.getKey())) {
        entry.getValue().poison(Map.of()); // what hangs on it moves on, or ends
      }
    }
    Map<String, String> listening = new LinkedHashMap<>();
    for (ProxyPlan plan : plans.values()) {
      StandingProxy proxy = proxy(plan);
      proxy.poison(plan.toxics());
      listening.put(plan.name(), proxy.address());
    }
    return listening;
  }

  /** Gives up those that nobody was told of any more, once calls under way have had their time. */
  synchronized void release() {
    boolean idle = false;
    for (Map.Entry<String, StandingProxy> entry : standing.entrySet()) {
      idle |= entry.getValue().wanted(wanted.contains(entry.getKey()), clock.nanos());
    }
    if (idle && timer < 0) {
      timer =
          host.vertx()
              .setTimer(
                  GRACE_MILLIS,
                  at ->
                      Unawaited.leave(
                          host.blocking(() -> {
                            deleteIdle();
                            return null;
                          })));
    }
  }

  /** Where they listen, those included that are being given up. */
  synchronized List<String> listening() {
    return standing.values().stream().map(StandingProxy::address).toList();
  }

  /** Cuts all at once; what hangs on a wire ends. Nothing is left. */
  synchronized void cut() throws InterruptedException {
    if (timer >= 0) {
      host.vertx().cancelTimer(timer);
      timer = -1;
    }
    Toxiproxy running = server;
    server = null;
    client = null;
    standing.clear();
    if (running != null) {
      try {
        await(running.close());
      } catch (InterruptedException e) {
        throw e;
      } catch (Exception e) {
        LOG.warn("proxies did not stop cleanly", e);
      }
    }
  }

  private StandingProxy proxy(ProxyPlan plan) throws Exception {
    String upstream = plan.upstream();
    if (upstream == null) {
      upstream = Objects.requireNonNull(databases.get(plan.callee())).serve();
    }
    StandingProxy known = standing.get(plan.name());
    if (known != null && known.leadsTo(upstream)) {
      return known;
    }
    if (known != null) {
      known.delete();
    }
    StandingProxy made = StandingProxy.create(connected(), plan.name(), upstream);
    standing.put(plan.name(), made);
    return made;
  }

  private ToxiproxyClient connected() throws Exception {
    ToxiproxyClient known = client;
    if (known != null) {
      return known;
    }
    Toxiproxy started = await(Toxiproxy.start(host.vertx(), clock, new Seed(seed)));
    server = started;
    ToxiproxyClient made = new ToxiproxyClient(started.host(), started.port());
    client = made;
    return made;
  }

  private synchronized void deleteIdle() throws IOException {
    timer = -1;
    long grace = TimeUnit.MILLISECONDS.toNanos(GRACE_MILLIS) * 9 / 10; // two clocks never agree
    for (Map.Entry<String, StandingProxy> entry : List.copyOf(standing.entrySet())) {
      if (entry.getValue().idleFor(clock.nanos()) >= grace) {
        standing.remove(entry.getKey());
        entry.getValue().delete();
      }
    }
    release();
  }
}
