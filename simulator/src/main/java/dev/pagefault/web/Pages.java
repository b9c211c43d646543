package dev.pagefault.web;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * The built client, from the class path. An address without a file ending is one of the client's
 * own and gets its first page. Files are read once, kept in memory, and sent compressed.
 */
final class Pages implements Handler<RoutingContext> {
  /** Files kept in memory; beyond that they are read each time. */
  private static final int MAX_KEPT = 256;

  /** Smaller files gain nothing from compression. */
  private static final int COMPRESS_FROM_BYTES = 1024;

  private static final Pattern PLAIN = Pattern.compile("(/[A-Za-z0-9_-][A-Za-z0-9._-]*)*/?");

  private static final String HOW_TO_BUILD =
      """
      <!doctype html><html lang="en"><meta charset="utf-8"><title>Pagefault</title>
      <h1>The client was not built</h1>
      <p>The server runs, but its web client is missing. It needs Node 20 or newer (with npm). Then, in the
      repository: <code>mvn -q -Dmaven.test.skip=true package</code>, and start <code>./pagefault</code> again.</p>
      <p>The API works without it: <a href="/openapi.json">/openapi.json</a>.</p></html>
      """;

  private static final Map<String, String> MEDIA_TYPES =
      Map.ofEntries(
          Map.entry("html", "text/html; charset=utf-8"),
          Map.entry("js", "text/javascript; charset=utf-8"),
          Map.entry("css", "text/css; charset=utf-8"),
          Map.entry("json", "application/json"),
          Map.entry("map", "application/json"),
          Map.entry("webmanifest", "application/manifest+json"),
          Map.entry("svg", "image/svg+xml"),
          Map.entry("png", "image/png"),
          Map.entry("ico", "image/x-icon"),
          Map.entry("woff2", "font/woff2"),
          Map.entry("txt", "text/plain; charset=utf-8"));

  private final Vertx vertx;
  private final String root;
  private final Map<String, Optional<Page>> kept = new ConcurrentHashMap<>();

  Pages(Vertx vertx, String root) {
    this.vertx = vertx;
    this.root = root;
  }

  @Override
  public void handle(RoutingContext context) {
    HttpMethod method = context.request().method();
    String path = context.request().path();
    boolean plain = path != null && PLAIN.matcher(path).matches();
    if (path == null || !plain || path.startsWith("/api/") || path.equals("/api")) {
      Routes.refuse(
          context,
          Problem.of(
              Problem.Kind.NOT_FOUND,
              "there is nothing at this address; /openapi.json lists what there is"));
      return;
    }
    if (!method.equals(HttpMethod.GET) && !method.equals(HttpMethod.HEAD)) {
      Routes.send(
          context,
          Reply.problem(
                  Problem.of(
                      Problem.Kind.METHOD_NOT_ALLOWED, "pages are only read; use GET or HEAD"))
              .with("Allow", "GET, HEAD"));
      return;
    }
    boolean file = path.substring(path.lastIndexOf('/') + 1).contains(".");
    String name = file ? path : "/index.html";
    vertx
        .executeBlocking(() -> page(name), false)
        .onSuccess(page -> answer(context, file, page.orElse(null)))
        .onFailure(context::fail);
  }

  private void answer(RoutingContext context, boolean file, @Nullable Page page) {
    HttpServerResponse response = context.response();
    if (page == null && file) {
      Routes.refuse(context, Problem.of(Problem.Kind.NOT_FOUND, "there is no such file"));
      return;
    }
    if (page == null) {
      response.putHeader("Cache-Control", "no-store");
      Routes.send(
          context,
          new Reply(503, "text/html; charset=utf-8", Buffer.buffer(HOW_TO_BUILD), Map.of()));
      return;
    }
    String path = context.request().path();
    boolean hashed =
        path != null && path.startsWith("/assets/"); // Vite puts a hash into these names
    response
        .putHeader("Cache-Control", hashed ? "public, max-age=31536000, immutable" : "no-cache")
        .putHeader("Vary", "Accept-Encoding");
    if (!file) {
      Visitor ignored = Visitor.welcomed(context); // the first visit sets the cookie
    }
    String accepts = context.request().getHeader("Accept-Encoding");
    boolean zipped = page.gzip != null && accepts != null && accepts.contains("gzip");
    Reply reply = Reply.of(page.mediaType, zipped && page.gzip != null ? page.gzip : page.plain);
    if (context.request().method().equals(HttpMethod.HEAD)) {
      response.putHeader("Content-Length", Integer.toString(reply.body().length()));
      reply = Reply.of(page.mediaType, Buffer.buffer());
    }
    Routes.send(context, zipped ? reply.with("Content-Encoding", "gzip") : reply);
  }

  private Optional<Page> page(String name) {
    Optional<Page> known = kept.get(name);
    if (known != null) {
      return known;
    }
    Optional<Page> read = read(name);
    if (read.isPresent() && kept.size() < MAX_KEPT) {
      kept.put(name, read);
    }
    return read;
  }

  private Optional<Page> read(String name) {
    try (InputStream in = Pages.class.getClassLoader().getResourceAsStream(root + name)) {
      if (in == null) {
        return Optional.empty();
      }
      byte[] bytes = in.readAllBytes();
      String ending = name.substring(name.lastIndexOf('.') + 1);
      String mediaType = MEDIA_TYPES.getOrDefault(ending, "application/octet-stream");
      boolean worth = bytes.length >= COMPRESS_FROM_BYTES && !ending.matches("png|woff2|ico");
      return Optional.of(
          new Page(mediaType, Buffer.buffer(bytes), worth ? Buffer.buffer(gzip(bytes)) : null));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream zip = new GZIPOutputStream(out)) {
      zip.write(bytes);
    }
    return out.toByteArray();
  }

  private record Page(String mediaType, Buffer plain, @Nullable Buffer gzip) {}
}
