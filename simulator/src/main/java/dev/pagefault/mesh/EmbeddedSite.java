package dev.pagefault.mesh;

import dev.pagefault.scenario.Topology;
import dev.pagefault.time.Clock;
import dev.pagefault.time.Seed;
import dev.pagefault.toxiproxy.Toxiproxy;
import eu.rekawek.toxiproxy.ToxiproxyClient;
import io.vertx.core.Future;
import java.util.LinkedHashMap;
import java.util.Map;

/** This process: everything on loopback, databases in memory, hardware on paper. */
final class EmbeddedSite implements Site {
  private static final String ANY_PORT = "127.0.0.1:0";

  private final MeshHost host;
  private final HopCeiling hops;
  private final long seed;
  private final Clock clock;

  EmbeddedSite(MeshHost host, Topology topology, long seed, Clock clock) {
    this.host = host;
    this.hops = new HopCeiling(topology.hopsPerSecond(), clock);
    this.seed = seed;
    this.clock = clock;
  }

  @Override
  public Map<String, Future<DatabaseControl>> databases(Map<String, Topology.Datastore> specs) {
    Map<String, Future<DatabaseControl>> starting = new LinkedHashMap<>();
    Database.startAll(host, specs, clock)
        .forEach((id, database) -> starting.put(id, database.map(it -> it)));
    return starting;
  }

  @Override
  public Future<BrokerControl> broker(String id, Topology.Queue spec) {
    return Broker.start(host, id, spec, clock).map(it -> it);
  }

  @Override
  public Future<Replica> instance(InstanceSpec spec) {
    return Instance.start(host, hops, spec, clock).map(it -> it);
  }

  @Override
  public Future<ProxyServer> proxies() {
    return Toxiproxy.start(host.vertx(), clock, new Seed(seed)).map(Embedded::new);
  }

  @Override
  public boolean spread() {
    return false;
  }

  @Override
  public void close() {
    // each part was closed by whoever asked for it
  }

  /** Proxies of this process listen at ports of their own, where everybody reaches them. */
  private record Embedded(Toxiproxy server, ToxiproxyClient client) implements ProxyServer {
    Embedded(Toxiproxy server) {
      this(server, new ToxiproxyClient(server.host(), server.port()));
    }

    @Override
    public String listen() {
      return ANY_PORT;
    }

    @Override
    public String reached(String listening) {
      return listening;
    }

    @Override
    public Future<Void> close() {
      return server.close();
    }
  }
}
