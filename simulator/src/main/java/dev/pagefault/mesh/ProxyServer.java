package dev.pagefault.mesh;

import eu.rekawek.toxiproxy.ToxiproxyClient;
import io.vertx.core.Future;

/** A Toxiproxy that stands in the wires of one mesh. */
public interface ProxyServer {

  /** The only hand on its proxies and toxics. */
  ToxiproxyClient client();

  /** Where the next proxy is to listen, in Toxiproxy's words. */
  String listen();

  /** Where instances reach a proxy that listens at {@code listening}. */
  String reached(String listening);

  /** Cuts every connection; nothing is left. */
  Future<Void> close();
}
