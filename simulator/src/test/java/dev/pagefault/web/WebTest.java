package dev.pagefault.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pagefault.time.Clock;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WebTest {
  private static final Duration SECOND = Duration.ofSeconds(1);

  private Web web;
  private Browser browser;

  @BeforeEach
  void start() throws Exception {
    web = started("webroot-test");
    browser = new Browser(web.port());
  }

  private static Web started(String webroot) throws Exception {
    return Web.start(
            new WebConfig("127.0.0.1", 0, webroot, SECOND, SECOND, Set.of("pagefault.internal")),
            new ServerMetrics(Clock.system()),
            (routes, calls, vertx) ->
                routes.post("/api/v1/echo", call -> Reply.json(call.body(Echo.class))))
        .get(20, TimeUnit.SECONDS);
  }

  @AfterEach
  void stop() throws Exception {
    browser.close();
    web.stop().get(20, TimeUnit.SECONDS);
  }

  @Test
  void isHealthyAndDescribesItself() throws Exception {
    HttpResponse<String> health = browser.get("/healthz");
    assertThat(health.statusCode()).isEqualTo(200);
    assertThat(health.headers().map()).doesNotContainKey("set-cookie");
    assertThat(Browser.json(browser.get("/openapi.json")).get("openapi").stringValue())
        .isEqualTo("3.1.0");
  }

  @Test
  void measuresItsRequestsByTemplateAndNeverByAddress() throws Exception {
    browser.get("/healthz");
    browser.get("/somewhere-else.txt");
    String metrics = browser.get("/metrics").body();
    assertThat(metrics)
        .contains("http_server_requests_seconds_count{")
        .contains("uri=\"/healthz\"");
    assertThat(metrics).contains("uri=\"other\"").doesNotContain("somewhere-else");
    assertThat(metrics).contains("jvm_memory_used_bytes");
  }

  @Test
  void servesTheClientAndItsAssetsForGood() throws Exception {
    HttpResponse<String> page = browser.get("/drills/42/mesh?from=1");
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.body()).contains("<title>Pagefault</title>");
    assertThat(page.headers().firstValue("Cache-Control")).contains("no-cache");
    assertThat(page.headers().firstValue("Content-Security-Policy").orElse(""))
        .contains("script-src 'self';");
    assertThat(page.headers().firstValue("Set-Cookie").orElse(""))
        .contains("HTTPOnly")
        .contains("SameSite=Strict");
    HttpResponse<String> script = browser.get("/assets/app-1a2b.js");
    assertThat(script.headers().firstValue("Content-Type").orElse(""))
        .startsWith("text/javascript");
    assertThat(script.headers().firstValue("Cache-Control").orElse("")).contains("immutable");
    HttpResponse<String> zipped =
        browser.send(browser.request("/assets/app-1a2b.js").header("Accept-Encoding", "gzip"));
    assertThat(zipped.headers().firstValue("Content-Encoding")).contains("gzip");
    assertThat(browser.get("/assets/gone.js").statusCode()).isEqualTo(404);
    assertThat(browser.get("/assets/..%2fopenapi.yaml").statusCode()).isEqualTo(404);
    assertThat(browser.get("/../logback.xml").statusCode()).isEqualTo(404);
  }

  @Test
  void saysHowToBuildTheClientWhenItIsMissing() throws Exception {
    Web bare = started("no-such-folder");
    try (Browser visitor = new Browser(bare.port())) {
      HttpResponse<String> page = visitor.get("/");
      assertThat(page.statusCode()).isEqualTo(503);
      assertThat(page.body()).contains("mvn").contains("Node 20");
    } finally {
      bare.stop().get(20, TimeUnit.SECONDS);
    }
  }

  @Test
  void answersEveryMistakeWithAProblem() throws Exception {
    assertThat(browser.get("/api/v1/nothing").statusCode()).isEqualTo(404);
    HttpResponse<String> wrongMethod = browser.send(browser.request("/api/v1/echo").GET());
    assertThat(wrongMethod.statusCode()).isEqualTo(405);
    assertThat(wrongMethod.headers().firstValue("Allow")).contains("POST");
    assertThat(browser.send(browser.request("/").DELETE()).statusCode()).isEqualTo(405);
    assertThat(
            browser
                .send(
                    browser
                        .request("/api/v1/echo")
                        .header("Content-Type", "text/plain")
                        .POST(HttpRequest.BodyPublishers.ofString("{}")))
                .statusCode())
        .isEqualTo(415);
    assertThat(
            browser.post("/api/v1/echo", "{\"text\":\"" + "x".repeat(70_000) + "\"}").statusCode())
        .isEqualTo(413);
    assertThat(browser.post("/api/v1/echo", "{\"a\":".repeat(9_000)).statusCode())
        .isBetween(400, 422);
    assertThat(browser.post("/api/v1/echo", "{\"text\"").statusCode()).isEqualTo(400);
    assertThat(browser.post("/api/v1/echo", "").statusCode()).isEqualTo(400);
    assertThat(browser.post("/api/v1/echo", "null").statusCode()).isEqualTo(400);
    assertThat(browser.get("/healthz?" + "q".repeat(9000)).statusCode()).isEqualTo(414);
    assertThat(
            browser.send(browser.request("/healthz").header("X", "y".repeat(20_000))).statusCode())
        .isEqualTo(431);
  }

  @Test
  void namesTheFieldThatIsWrong() throws Exception {
    HttpResponse<String> misspelt = browser.post("/api/v1/echo", "{\"txet\":\"a\"}");
    assertThat(misspelt.statusCode()).isEqualTo(422);
    assertThat(Browser.json(misspelt).get("field").stringValue()).isEqualTo("txet");
    assertThat(Browser.json(misspelt).get("detail").stringValue()).contains("text");
    HttpResponse<String> wrongKind =
        browser.post("/api/v1/echo", "{\"text\":\"a\",\"many\":\"b\"}");
    assertThat(Browser.json(wrongKind).get("field").stringValue()).isEqualTo("many");
    assertThat(wrongKind.body()).doesNotContain("dev.pagefault").doesNotContain("java.");
  }

  @Test
  void answersOnlyToItsOwnNames() throws Exception {
    assertThat(raw("GET /healthz HTTP/1.1\r\nHost: evil.example\r\n\r\n"))
        .startsWith("HTTP/1.1 403");
    assertThat(raw("GET /healthz HTTP/1.1\r\nHost: localhost:1234\r\n\r\n"))
        .startsWith("HTTP/1.1 200");
    assertThat(raw("GET /healthz HTTP/1.1\r\nHost: [::1]:8080\r\n\r\n")).startsWith("HTTP/1.1 200");
    assertThat(raw("GET /healthz HTTP/1.1\r\n\r\n")).startsWith("HTTP/1.1 40");
  }

  @Test
  void answersToFurtherNamesThatItWasGivenAndToNothingLikeThem() throws Exception {
    assertThat(raw("GET /healthz HTTP/1.1\r\nHost: pagefault.internal:8080\r\n\r\n"))
        .startsWith("HTTP/1.1 200");
    assertThat(raw("GET /healthz HTTP/1.1\r\nHost: PAGEFAULT.internal\r\n\r\n"))
        .startsWith("HTTP/1.1 200");
    for (String foreign : List.of("internal", "a.pagefault.internal", "pagefault.internal.a")) {
      assertThat(raw("GET /healthz HTTP/1.1\r\nHost: " + foreign + "\r\n\r\n"))
          .startsWith("HTTP/1.1 403");
    }
  }

  @Test
  void furtherNamesAreNamesOfHosts() {
    WebConfig plain = WebConfig.on("127.0.0.1", 8080);
    assertThat(plain.answeringTo(List.of("A.Example", "b-2")).names())
        .containsExactlyInAnyOrder("a.example", "b-2");
    for (String wrong : List.of("", "*", "*.example", "a:8080", "http://a", "[::1]", ".a", "a-")) {
      assertThatThrownBy(() -> plain.answeringTo(List.of(wrong)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("--allow-host");
    }
  }

  @Test
  void takesChangesOnlyFromItsOwnPages() throws Exception {
    String own = "http://127.0.0.1:" + web.port();
    assertThat(from(own).statusCode()).isEqualTo(200);
    assertThat(from("http://evil.example").statusCode()).isEqualTo(403);
    assertThat(from("http://localhost:" + web.port()).statusCode()).isEqualTo(403);
    assertThat(from("null").statusCode()).isEqualTo(403);
  }

  @Test
  void doesNotSpeakWithWhatIsNotHttp() throws Exception {
    assertThat(raw("\u0016\u0003\u0001 nonsense\r\n\r\n")).startsWith("HTTP/1.");
    assertThat(browser.get("/healthz").statusCode()).isEqualTo(200);
  }

  private HttpResponse<String> from(String origin) throws Exception {
    return browser.send(
        browser
            .request("/api/v1/echo")
            .header("Content-Type", "application/json")
            .header("Origin", origin)
            .POST(HttpRequest.BodyPublishers.ofString("{\"text\":\"a\",\"many\":1}")));
  }

  private String raw(String request) throws Exception {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), web.port())) {
      socket.setSoTimeout(10_000);
      OutputStream out = socket.getOutputStream();
      out.write(request.getBytes(StandardCharsets.ISO_8859_1));
      out.flush();
      InputStream in = socket.getInputStream();
      byte[] start = in.readNBytes(12);
      return new String(start, StandardCharsets.ISO_8859_1);
    }
  }

  record Echo(String text, int many) {}
}
