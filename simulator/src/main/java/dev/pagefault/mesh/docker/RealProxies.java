package dev.pagefault.mesh.docker;

import dev.pagefault.mesh.MeshHost;
import dev.pagefault.mesh.ProxyServer;
import eu.rekawek.toxiproxy.ToxiproxyClient;
import io.vertx.core.Future;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;

/** Shopify's Toxiproxy in a container of a mesh's network. */
final class RealProxies implements ProxyServer {
  /** What it is called in the network. */
  static final String NAME = "toxiproxy";

  /** Port of its HTTP API, which is published to nobody but us. */
  static final int API = 8474;

  private static final int FIRST_PORT = 20_000;
  private static final int PORTS = 10_000;

  private final MeshHost host;
  private final BoxContainer container;
  private final ToxiproxyClient client;
  private final AtomicInteger next = new AtomicInteger();

  RealProxies(MeshHost host, BoxContainer container, int port) {
    this.host = host;
    this.container = container;
    this.client = new ToxiproxyClient("127.0.0.1", port);
  }

  @Override
  public ToxiproxyClient client() {
    return client;
  }

  /** Whether it serves yet. */
  boolean answers() {
    try {
      client.version();
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** Its container's id. */
  String container() {
    return container.getContainerId();
  }

  /** Whether its container still runs; nobody starts it again. */
  boolean runs() {
    return container.runs();
  }

  @Override
  public String listen() {
    return "0.0.0.0:" + (FIRST_PORT + next.getAndIncrement() % PORTS);
  }

  @Override
  public String reached(String listening) {
    return NAME + listening.substring(listening.lastIndexOf(':'));
  }

  @Override
  public Future<Void> close() {
    return host.blocking(() -> {
      container.remove();
      return null;
    });
  }
}
