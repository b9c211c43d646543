package dev.pagefault.toxiproxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import eu.rekawek.toxiproxy.Proxy;
import eu.rekawek.toxiproxy.ToxiproxyClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/**
 * What the contract's parts share: a server to test, known by host, port and version only and
 * driven by nothing but toxiproxy-java, and one proxy in front of an {@link Upstream}.
 */
abstract class ToxiproxyContract {
  /** Milliseconds that a test waits for a byte or an end before it fails. */
  static final int PATIENCE_MS = 15_000;

  ToxiproxyClient client = new ToxiproxyClient();
  Upstream echo;
  Upstream plain;

  /** Where the control API of the server under test listens. */
  abstract String host();

  abstract int port();

  /** What the server says its version is. */
  abstract String version();

  @BeforeEach
  void open() throws IOException {
    client = new ToxiproxyClient(host(), port());
    echo = Upstream.echo();
    plain = Upstream.plain();
  }

  @AfterEach
  void deleteAll() throws IOException {
    for (Proxy proxy : client.getProxies()) {
      proxy.delete();
    }
    echo.close();
    plain.close();
  }

  /** A proxy on a free port in front of {@code upstream}. */
  Proxy proxy(Upstream upstream) throws IOException {
    return client.createProxy("wire", "127.0.0.1:0", upstream.address());
  }

  /** Connects to what the proxy listens on. */
  static Socket connect(Proxy proxy) throws IOException {
    return connect(portOf(proxy));
  }

  static Socket connect(int port) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(PATIENCE_MS);
    socket.setTcpNoDelay(true);
    return socket;
  }

  static int portOf(Proxy proxy) {
    return Integer.parseInt(proxy.getListen().substring(proxy.getListen().lastIndexOf(':') + 1));
  }

  static void send(Socket socket, byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
  }

  /** Reads exactly as many bytes; a shorter answer means that the stream has ended. */
  static byte[] receive(Socket socket, int bytes) throws IOException {
    return socket.getInputStream().readNBytes(bytes);
  }

  /** {@code length} bytes of which no two stretches are alike. */
  static byte[] pattern(int length) {
    byte[] bytes = new byte[length];
    new java.util.SplittableRandom(42).nextBytes(bytes);
    return bytes;
  }

  /** Sends a few bytes and reads them back. */
  static void roundTrip(Socket socket) throws IOException {
    send(socket, new byte[] {1, 2, 3});
    assertThat(receive(socket, 3)).containsExactly(1, 2, 3);
  }

  /** Milliseconds for one {@link #roundTrip}. */
  static long roundTripMillis(Socket socket) throws IOException {
    long from = System.nanoTime();
    roundTrip(socket);
    return millisSince(from);
  }

  static long millisSince(long from) {
    return (System.nanoTime() - from) / 1_000_000;
  }

  /** The other side has closed, one way or another. */
  static void assertClosed(Socket socket) {
    Throwable thrown =
        catchThrowable(() -> assertThat(socket.getInputStream().read()).isEqualTo(-1));
    assertThat(thrown)
        .satisfiesAnyOf(
            none -> assertThat(none).isNull(),
            reset -> assertThat(reset).isExactlyInstanceOf(SocketException.class));
  }

  static void assertReset(Socket socket) {
    assertThatThrownBy(() -> socket.getInputStream().readAllBytes())
        .isInstanceOf(SocketException.class)
        .hasMessageContaining("reset");
  }

  static void assertNobodyListens(int port) {
    assertThatThrownBy(() -> connect(port).close()).isInstanceOf(IOException.class);
  }

  /** Nothing comes for {@code millis}. */
  static void assertSilent(Socket socket, int millis) throws IOException {
    socket.setSoTimeout(millis);
    assertThatThrownBy(() -> socket.getInputStream().read())
        .isInstanceOf(java.net.SocketTimeoutException.class);
    socket.setSoTimeout(PATIENCE_MS);
  }
}
