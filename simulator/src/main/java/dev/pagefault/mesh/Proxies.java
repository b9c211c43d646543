package dev.pagefault.mesh;

import static dev.pagefault.mesh.Awaiting.await;

import dev.pagefault.time.Clock;
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
  private final Site site;
  private final Map<String, DatabaseControl> databases;
  private final Clock clock;
  private final Map<String, StandingProxy> standing = new LinkedHashMap<>();
  private Set<String> wanted = Set.of();
  private @Nullable ProxyServer server;
  private long timer = -1;

  /**
   * @param databases by datastore; asked for a port where one is to be reached through a proxy
   */
  Proxies(MeshHost host, Site site, Map<String, DatabaseControl> databases, Clock clock) {
    this.host = host;
    this.site = site;
    this.databases = databases;
    this.clock = clock;
  }

  /**
   * Sees to it that the proxies that are wanted listen, with their toxics, and that the others have
   * none any more; callers are to be told then, and {@link #release} called. Returns, by its plan's
   * name, the address of the instance or the JDBC URL of the datastore that each leads to.
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
      DatabaseControl database = plan.upstream() == null ? databases.get(plan.callee()) : null;
      listening.put(
          plan.name(), database == null ? proxy.address() : database.jdbcUrl(proxy.address()));
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
    ProxyServer running = server;
    server = null;
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
      upstream = Objects.requireNonNull(databases.get(plan.callee())).served();
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

  private ProxyServer connected() throws Exception {
    ProxyServer known = server;
    if (known == null) {
      known = await(site.proxies());
      server = known;
    }
    return known;
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
