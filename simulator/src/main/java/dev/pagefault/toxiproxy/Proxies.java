package dev.pagefault.toxiproxy;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The proxies of one server by name. Used on the control API's context, one call after the other
 * has completed. Owned by a {@link Toxiproxy}.
 */
final class Proxies {
  private final Map<String, Proxy> byName = new LinkedHashMap<>();
  private final Shared shared;

  Proxies(Shared shared) {
    this.shared = shared;
  }

  Future<List<ProxyView>> views() {
    return Future.all(byName.values().stream().map(Proxy::view).toList())
        .map(all -> all.<ProxyView>list());
  }

  /** The proxy called that, or 404. */
  Future<Proxy> find(String name) {
    Proxy proxy = byName.get(name);
    return proxy == null
        ? Future.failedFuture(new Refused(404, "proxy not found"))
        : Future.succeededFuture(proxy);
  }

  /** Creates a proxy; keeps none that cannot listen. */
  Future<ProxyView> add(ProxySpec spec) {
    if (byName.containsKey(spec.name())) {
      return Future.failedFuture(new Refused(409, "proxy already exists"));
    }
    if (byName.size() >= Limits.MAX_PROXIES) {
      return Future.failedFuture(
          new Refused(429, "too many proxies (" + byName.size() + " of this server)"));
    }
    Proxy proxy = new Proxy(shared, spec);
    Future<Void> started = spec.enabled() ? proxy.start() : Future.succeededFuture();
    return started.compose(now -> {
      byName.put(spec.name(), proxy);
      return proxy.view();
    });
  }

  Future<Void> remove(String name) {
    return find(name).compose(Proxy::stop).andThen(stopped -> byName.remove(name));
  }

  /**
   * Creates all of them, in order. One that exists stays as it is if its addresses are the same,
   * and is replaced, toxics and all, if they aren't. The first failure ends it.
   *
   * @param done is given each that is there, for what is told of a failure
   */
  Future<Void> populate(List<ProxySpec> specs, List<ProxyView> done) {
    Future<Void> last = Future.succeededFuture();
    for (ProxySpec spec : specs) {
      last = last.compose(now -> addOrReplace(spec)).map(done::add).mapEmpty();
    }
    return last;
  }

  private Future<ProxyView> addOrReplace(ProxySpec spec) {
    Proxy last = byName.get(spec.name());
    if (last == null) {
      return add(spec);
    }
    return last.wouldMove(spec)
        .compose(moves -> moves ? remove(spec.name()).compose(now -> add(spec)) : last.view());
  }

  /** Enables all proxies and removes all toxics. */
  Future<Void> reset() {
    return Future.all(byName.values().stream().map(Proxy::reset).toList()).mapEmpty();
  }

  /** Stops all proxies and forgets them. */
  Future<Void> close() {
    List<Proxy> stopping = new ArrayList<>(byName.values());
    byName.clear();
    return Future.join(stopping.stream().map(Proxy::stop).toList()).mapEmpty();
  }
}
