package dev.pagefault.toxiproxy;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The embedded server keeps the contract's part on toxics. */
class ToxiproxyEmbeddedToxicTest extends ToxicContract {
  private static EmbeddedServer server;

  @BeforeAll
  static void start() throws Exception {
    server = EmbeddedServer.start();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Override
  String host() {
    return server.toxiproxy().host();
  }

  @Override
  int port() {
    return server.toxiproxy().port();
  }

  @Override
  String version() {
    return Toxiproxy.VERSION;
  }
}
