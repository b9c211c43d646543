package dev.pagefault.toxiproxy;

import static eu.rekawek.toxiproxy.model.ToxicDirection.DOWNSTREAM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.rekawek.toxiproxy.Proxy;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where the embedded server does more than the original, or takes less. */
class ToxiproxyOwnWaysTest extends ToxiproxyContract {
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

  @Test
  void a_client_that_has_said_all_still_gets_its_answer() throws IOException {
    Proxy proxy = proxy(echo);
    proxy.toxics().latency("t", DOWNSTREAM, 200);
    byte[] sent = pattern(500_000);
    try (Socket socket = connect(proxy)) {
      Thread.ofVirtual()
          .start(() -> {
            try {
              send(socket, sent);
              socket.shutdownOutput();
            } catch (IOException e) {
              throw new java.io.UncheckedIOException(e);
            }
          });
      assertThat(socket.getInputStream().readAllBytes()).isEqualTo(sent);
    }
  }

  @Test
  void reset_peer_resets_connections_that_were_open_before() throws IOException {
    Proxy proxy = proxy(echo);
    try (Socket socket = connect(proxy)) {
      roundTrip(socket);
      proxy.toxics().resetPeer("t", DOWNSTREAM, 0);
      send(socket, new byte[] {1, 2, 3});
      assertReset(socket);
    }
  }

  @Test
  void a_reader_that_is_slow_slows_its_sender_down() throws Exception {
    Proxy proxy = proxy(plain);
    proxy.toxics().latency("t", DOWNSTREAM, 10);
    try (Socket socket = connect(proxy);
        Socket accepted = plain.next()) {
      byte[] megabyte = new byte[1 << 20];
      Thread sender =
          Thread.ofVirtual()
              .start(() -> {
                try {
                  for (int i = 0; i < 64; i++) {
                    send(accepted, megabyte);
                  }
                } catch (IOException closed) {
                  // The test is over.
                }
              });
      assertThat(sender.join(java.time.Duration.ofSeconds(1))).isFalse();
      assertThat(receive(socket, 64 << 20)).hasSize(64 << 20);
      assertThat(sender.join(java.time.Duration.ofSeconds(10))).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Host: 127.0.0.1\r\nUser-Agent: Mozilla/5.0",
        "Host: 127.0.0.1\r\nOrigin: http://localhost:8080",
        "Host: rebound.example",
      })
  void a_browser_gets_nothing(String headers) throws IOException {
    assertThat(statusOf("GET", "/proxies", headers)).isEqualTo(403);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/proxies/a/b", "/proxies/a/toxics/b/c", "/other", "/%zz"})
  void a_path_that_is_none_is_not_found(String path) throws IOException {
    assertThat(statusOf("GET", path, "Host: localhost")).isEqualTo(404);
  }

  @Test
  void a_method_that_is_none_is_not_allowed() throws IOException {
    assertThat(statusOf("PUT", "/proxies", "Host: localhost")).isEqualTo(405);
  }

  @Test
  void only_this_machine_is_served() {
    assertThatThrownBy(() -> client.createProxy("wire", "0.0.0.0:0", echo.address()))
        .hasMessage("[400] listen tcp 0.0.0.0:0: only 127.0.0.1 is served");
    assertThatThrownBy(() -> client.createProxy("wire", "127.0.0.1:0", "example.org:80"))
        .hasMessage("[400] dial tcp example.org:80: only 127.0.0.1 is served");
  }

  @Test
  void toxics_are_bounded() throws IOException {
    Proxy proxy = proxy(echo);
    for (int i = 0; i < Limits.MAX_TOXICS; i++) {
      proxy.toxics().latency("t" + i, DOWNSTREAM, 0);
    }
    assertThatThrownBy(() -> proxy.toxics().latency("more", DOWNSTREAM, 0))
        .hasMessage("[429] too many toxics (64 of this proxy)");
    try (Socket socket = connect(proxy)) {
      roundTrip(socket);
    }
  }

  @Test
  void proxies_can_be_populated_at_once() throws IOException {
    String body = "[{\"name\":\"a\",\"upstream\":\"" + echo.address() + "\"},{\"name\":\"b\"}]";
    assertThat(answerTo("POST", "/populate", "Host: localhost", body))
        .contains("400", "missing required field: upstream at proxy 2");
    assertThat(client.getProxies()).isEmpty();

    String good =
        body.replace("{\"name\":\"b\"}", "{\"name\":\"b\",\"upstream\":\":1\",\"enabled\":false}");
    assertThat(answerTo("POST", "/populate", "Host: localhost", good)).contains("201", "\"b\"");
    assertThat(client.getProxy("a").isEnabled()).isTrue();
    assertThat(client.getProxy("b").isEnabled()).isFalse();
  }

  private int statusOf(String method, String path, String headers) throws IOException {
    return Integer.parseInt(answerTo(method, path, headers, "").split(" ")[1]);
  }

  private String answerTo(String method, String path, String headers, String body)
      throws IOException {
    try (Socket socket = connect(port())) {
      String request =
          "%s %s HTTP/1.1\r\n%s\r\nConnection: close\r\nContent-Length: %d\r\n\r\n%s"
              .formatted(method, path, headers, body.length(), body);
      send(socket, request.getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
