package dev.pagefault.toxiproxy;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What each request of the API does; its answers are those of Toxiproxy 2.12 (its api.go), statuses
 * included: a toxic is created with 200, a proxy with 201.
 */
final class Routes {
  private final Proxies proxies;
  private final String version;

  Routes(Proxies proxies, String version) {
    this.proxies = proxies;
    this.version = version;
  }

  /**
   * Answers {@code method} on {@code /path[0]/path[1]…}. May throw {@link Refused}, or fail with
   * it.
   */
  Future<Reply> answer(String method, List<String> path, byte[] body) {
    String root = path.isEmpty() ? "" : path.getFirst();
    return switch (root + "/" + path.size()) {
      case "version/1" -> method.equals("GET") ? version() : notAllowed();
      case "reset/1" -> method.equals("POST") ? reset() : notAllowed();
      case "populate/1" -> method.equals("POST") ? populate(body) : notAllowed();
      case "proxies/1" -> all(method, body);
      case "proxies/2" -> one(method, path.get(1), body);
      case "proxies/3", "proxies/4" -> toxics(method, path, body);
      default -> notFound();
    };
  }

  private Future<Reply> all(String method, byte[] body) {
    return switch (method) {
      case "GET" -> index();
      case "POST" ->
          proxies
              .add(ToxicJson.created(ToxicJson.read(body), ""))
              .map(proxy -> Reply.json(201, ToxicJson.told(proxy)));
      default -> notAllowed();
    };
  }

  private Future<Reply> index() {
    return proxies
        .views()
        .map(views -> {
          ObjectNode byName = ToxicJson.object();
          views.forEach(view -> byName.set(view.name(), ToxicJson.told(view)));
          return Reply.json(200, byName);
        });
  }

  private Future<Reply> one(String method, String name, byte[] body) {
    return switch (method) {
      case "GET" -> proxies.find(name).compose(Routes::show);
      case "POST", "PATCH" -> proxies.find(name).compose(proxy -> update(proxy, body));
      case "DELETE" -> proxies.remove(name).map(gone -> Reply.empty(204));
      default -> notAllowed();
    };
  }

  private static Future<Reply> show(Proxy proxy) {
    return proxy.view().map(view -> Reply.json(200, ToxicJson.told(view)));
  }

  private static Future<Reply> update(Proxy proxy, byte[] body) {
    return proxy
        .view()
        .compose(view -> proxy.update(ToxicJson.updated(view, ToxicJson.read(body))))
        .compose(now -> show(proxy));
  }

  private Future<Reply> toxics(String method, List<String> path, byte[] body) {
    if (!path.get(2).equals("toxics")) {
      return notFound();
    }
    boolean allowed =
        path.size() == 3
            ? List.of("GET", "POST").contains(method)
            : List.of("GET", "POST", "PATCH", "DELETE").contains(method);
    if (!allowed) {
      return notAllowed();
    }
    return proxies
        .find(path.get(1))
        .compose(proxy ->
            path.size() == 3
                ? toxics(method, proxy, body)
                : toxic(method, proxy, path.get(3), body));
  }

  private static Future<Reply> toxics(String method, Proxy proxy, byte[] body) {
    return method.equals("GET")
        ? proxy.view().map(view -> Reply.json(200, ToxicJson.told(view.toxics())))
        : proxy.add(ToxicJson.added(ToxicJson.read(body))).map(Routes::toxic);
  }

  private static Future<Reply> toxic(String method, Proxy proxy, String name, byte[] body) {
    return switch (method) {
      case "GET" -> proxy.toxic(name).map(Routes::toxic);
      case "DELETE" -> proxy.remove(name).map(gone -> Reply.empty(204));
      default ->
          proxy
              .toxic(name)
              .compose(toxic -> proxy.replace(ToxicJson.updated(toxic, ToxicJson.read(body))))
              .map(Routes::toxic);
    };
  }

  private static Reply toxic(AppliedToxic toxic) {
    return Reply.json(200, ToxicJson.told(toxic));
  }

  private Future<Reply> populate(byte[] body) {
    JsonNode wanted = ToxicJson.read(body);
    if (!(wanted instanceof ArrayNode array)) {
      throw new Refused(400, "bad request body: an array is wanted");
    }
    List<ProxySpec> specs = new ArrayList<>();
    array.forEach(each -> specs.add(ToxicJson.created(each, " at proxy " + (specs.size() + 1))));
    List<ProxyView> done = new ArrayList<>();
    return proxies
        .populate(specs, done)
        .map(all -> populated(done, ToxicJson.object(), 201))
        .otherwise(cause -> populatedInPart(done, cause));
  }

  private static Reply populatedInPart(List<ProxyView> done, Throwable cause) {
    Refused why = cause instanceof Refused known ? known : new Refused(500, String.valueOf(cause));
    ObjectNode told = ToxicJson.object().put("error", why.error()).put("status", why.status());
    return populated(done, told, why.status());
  }

  private static Reply populated(List<ProxyView> done, ObjectNode told, int status) {
    ArrayNode array = told.putArray("proxies");
    done.forEach(proxy -> array.add(ToxicJson.told(proxy)));
    return Reply.json(status, told);
  }

  private Future<Reply> reset() {
    return proxies.reset().map(now -> Reply.empty(204));
  }

  private Future<Reply> version() {
    return Future.succeededFuture(Reply.json(200, ToxicJson.object().put("version", version)));
  }

  private static Future<Reply> notFound() {
    return Future.succeededFuture(Reply.text(404, "404 page not found\n"));
  }

  private static Future<Reply> notAllowed() {
    return Future.succeededFuture(Reply.empty(405));
  }
}
