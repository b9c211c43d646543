package dev.pagefault.toxiproxy;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A port that hands its clients on to an upstream, through its toxics. Everything of it, its
 * connections included, lives on one event loop; its methods may be called from any thread, one
 * after the other has completed. Owned by a {@link Proxies}.
 */
final class Proxy {
  private final ContextInternal loop;
  private final Shared shared;
  private final Around around;
  private final List<AppliedToxic> toxics = new ArrayList<>();
  private final Set<Connection> connections = new HashSet<>();

  private ProxySpec spec;
  private @Nullable NetServer listener;

  Proxy(Shared shared, ProxySpec spec) {
    this.shared = shared;
    this.loop = shared.vertx().createEventLoopContext();
    this.spec = spec;
    this.around =
        new Around(
            new Alarms(loop.nettyEventLoop(), shared.open().timers()),
            shared.clock(),
            shared.seed().stream("toxics of " + spec.name()));
  }

  String name() {
    return spec.name();
  }

  Future<ProxyView> view() {
    return here(() -> Future.succeededFuture(viewed()));
  }

  /** Begins to listen, unless it does already. Fails if the port is taken, with 500. */
  Future<Void> start() {
    return here(this::listen);
  }

  /** Stops listening and cuts all connections. */
  Future<Void> stop() {
    return here(this::close);
  }

  /** Becomes as {@code wanted}: another address cuts connections and listens anew. */
  Future<Void> update(ProxySpec wanted) {
    return here(() -> {
      boolean moves = differs(wanted);
      Future<Void> closed = moves || !wanted.enabled() ? close() : done();
      return closed.compose(now -> {
        spec = moves ? wanted : spec;
        return wanted.enabled() ? listen() : done();
      });
    });
  }

  /** Whether it would have to listen or to connect elsewhere. */
  Future<Boolean> wouldMove(ProxySpec wanted) {
    return here(() -> Future.succeededFuture(differs(wanted)));
  }

  private boolean differs(ProxySpec wanted) {
    return !Address.of("listen tcp", wanted.listen()).toString().equals(spec.listen())
        || !wanted.upstream().equals(spec.upstream());
  }

  // Toxics.

  /** Adds it to every open connection and to those to come. */
  Future<AppliedToxic> add(AppliedToxic toxic) {
    return here(() -> {
      if (find(toxic.name()) != null) {
        return Future.failedFuture(new Refused(409, "toxic already exists"));
      }
      if (toxics.size() >= Limits.MAX_TOXICS) {
        return Future.failedFuture(
            new Refused(429, "too many toxics (" + toxics.size() + " of this proxy)"));
      }
      toxics.add(toxic);
      each(connection -> connection.add(toxic));
      return Future.succeededFuture(toxic);
    });
  }

  Future<AppliedToxic> toxic(String name) {
    return here(() -> known(name));
  }

  /** Replaces the toxic of the same name, on open connections too. */
  Future<AppliedToxic> replace(AppliedToxic toxic) {
    return here(() ->
        known(toxic.name())
            .map(last -> {
              toxics.set(toxics.indexOf(last), toxic);
              each(connection -> connection.update(toxic));
              return toxic;
            }));
  }

  Future<Void> remove(String name) {
    return here(() -> known(name).map(this::removed));
  }

  /** Enables it and removes all toxics. */
  Future<Void> reset() {
    return here(() ->
        listen()
            .map(now -> {
              List.copyOf(toxics).forEach(this::removed);
              return null;
            }));
  }

  private @Nullable Void removed(AppliedToxic toxic) {
    toxics.remove(toxic);
    each(connection -> connection.remove(toxic));
    return null;
  }

  private Future<AppliedToxic> known(String name) {
    AppliedToxic toxic = find(name);
    return toxic == null
        ? Future.failedFuture(new Refused(404, "toxic not found"))
        : Future.succeededFuture(toxic);
  }

  private @Nullable AppliedToxic find(String name) {
    return toxics.stream().filter(toxic -> toxic.name().equals(name)).findFirst().orElse(null);
  }

  private void each(Consumer<Connection> action) {
    List.copyOf(connections).forEach(action);
  }

  // On the loop.

  private ProxyView viewed() {
    List<AppliedToxic> ordered = new ArrayList<>();
    for (Direction direction : Direction.values()) {
      toxics.stream().filter(toxic -> toxic.stream() == direction).forEach(ordered::add);
    }
    return new ProxyView(spec.name(), spec.listen(), spec.upstream(), listener != null, ordered);
  }

  private Future<Void> listen() {
    if (listener != null) {
      return done();
    }
    Address wanted = Address.of("listen tcp", spec.listen());
    return shared
        .vertx()
        .createNetServer(options(wanted))
        .connectHandler(this::accepted)
        .listen()
        .recover(cause ->
            Future.failedFuture(
                new Refused(500, "listen tcp " + wanted + ": " + cause.getMessage())))
        .map(this::listening);
  }

  private @Nullable Void listening(NetServer server) {
    listener = server;
    shared.open().listeners().incrementAndGet();
    spec =
        new ProxySpec(
            spec.name(), new Address(server.actualPort()).toString(), spec.upstream(), true);
    return null;
  }

  private static NetServerOptions options(Address address) {
    return new NetServerOptions()
        .setHost(Address.HOST)
        .setPort(address.port())
        .setIdleTimeout(Limits.IDLE_TIMEOUT_S)
        .setIdleTimeoutUnit(TimeUnit.SECONDS);
  }

  private Future<Void> close() {
    NetServer closing = listener;
    if (closing == null) {
      return done();
    }
    listener = null;
    each(Connection::cut);
    return closing
        .close()
        .andThen(closed -> shared.open().listeners().decrementAndGet())
        .otherwiseEmpty();
  }

  private void accepted(NetSocket socket) {
    if (connections.size() >= Limits.MAX_CONNECTIONS) {
      Unawaited.leave(socket.close());
      return;
    }
    Connection[] made = new Connection[1];
    Connection connection =
        new Connection(
            socket,
            around,
            () -> {
              connections.remove(made[0]);
              shared.open().connections().decrementAndGet();
            });
    made[0] = connection;
    connections.add(connection);
    shared.open().connections().incrementAndGet();
    shared
        .client()
        .connect(Address.of("dial tcp", spec.upstream()).port(), Address.HOST)
        .onSuccess(upstream -> connection.connect(upstream, toxics))
        .onFailure(cause -> connection.cut());
  }

  private <T> Future<T> here(Supplier<Future<T>> action) {
    Promise<T> promise = Promise.promise();
    loop.runOnContext(on -> {
      try {
        Unawaited.leave(action.get().onComplete(promise::handle));
      } catch (Refused refused) {
        promise.fail(refused);
      }
    });
    return promise.future();
  }

  private static Future<Void> done() {
    return Future.succeededFuture();
  }
}
