package dev.pagefault.toxiproxy;

import dev.pagefault.time.Clock;
import dev.pagefault.time.Seed;
import io.vertx.core.Vertx;
import java.util.concurrent.TimeUnit;

/** An embedded Toxiproxy on a Vert.x of its own, for a test class. */
record EmbeddedServer(Vertx vertx, Toxiproxy toxiproxy) implements AutoCloseable {

  static EmbeddedServer start() throws Exception {
    Vertx vertx = Vertx.vertx();
    return new EmbeddedServer(
        vertx, Toxiproxy.start(vertx, Clock.system(), new Seed(7)).await(10, TimeUnit.SECONDS));
  }

  @Override
  public void close() {
    toxiproxy.close().await();
    vertx.close().await();
  }
}
