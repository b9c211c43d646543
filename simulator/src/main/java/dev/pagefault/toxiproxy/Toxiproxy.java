package dev.pagefault.toxiproxy;

import dev.pagefault.time.Clock;
import dev.pagefault.time.Seed;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.VertxInternal;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import java.util.concurrent.TimeUnit;

/**
 * A Toxiproxy inside this program: drive it with {@code new ToxiproxyClient(host(), port())}. All
 * its sockets are on 127.0.0.1, each proxy and its connections on one event loop of the given
 * Vert.x; no thread is its own. Owned by whoever started it and must close it. Methods may be
 * called from any thread.
 */
public final class Toxiproxy {
  /** What {@code GET /version} answers: the API that is spoken, and who speaks it. */
  public static final String VERSION = "2.12.0-pagefault";

  private final Proxies proxies;
  private final Open open;
  private final NetClient client;
  private final ContextInternal context;
  private final ControlApi api;

  private Toxiproxy(Shared shared, Proxies proxies, ContextInternal context, ControlApi api) {
    this.proxies = proxies;
    this.open = shared.open();
    this.client = shared.client();
    this.context = context;
    this.api = api;
  }

  /**
   * Starts one without proxies, its API on a free port.
   *
   * @param vertx whose event loops it uses; it stays open when this is closed
   * @param clock from which delays count
   * @param seed of toxicity, jitter and slices; each proxy's name has a stream of its own
   */
  public static Future<Toxiproxy> start(Vertx vertx, Clock clock, Seed seed) {
    VertxInternal internal = (VertxInternal) vertx;
    NetClient client =
        vertx.createNetClient(
            new NetClientOptions()
                .setConnectTimeout(Limits.CONNECT_TIMEOUT_MS)
                .setIdleTimeout(Limits.IDLE_TIMEOUT_S)
                .setIdleTimeoutUnit(TimeUnit.SECONDS));
    Shared shared = new Shared(internal, client, clock, seed, new Open());
    Proxies proxies = new Proxies(shared);
    ContextInternal context = internal.createEventLoopContext();
    Promise<Toxiproxy> started = Promise.promise();
    context.runOnContext(on ->
        Unawaited.leave(
            ControlApi.start(vertx, new Routes(proxies, VERSION))
                .map(api -> new Toxiproxy(shared, proxies, context, api))
                .onComplete(started::handle)));
    return started.future();
  }

  /** The host of the API and of all proxies: 127.0.0.1. */
  public String host() {
    return Address.HOST;
  }

  /** The port of the API. */
  public int port() {
    return api.port();
  }

  /** What is open now. */
  public Census census() {
    return open.census();
  }

  /** Stops the API and all proxies; leaves no port, connection or timer behind. */
  public Future<Void> close() {
    Promise<Void> closed = Promise.promise();
    context.runOnContext(on ->
        Unawaited.leave(
            api.close()
                .transform(done -> proxies.close())
                .transform(done -> client.close())
                .onComplete(closed::handle)));
    return closed.future();
  }
}
