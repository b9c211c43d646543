package dev.pagefault.mesh;

import dev.pagefault.time.Clock;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Measures the way to one address: opens connections of its own and asks each for something that an
 * instance answers on its event loop, before any worker, step or meter sees it. So it shows the
 * wire and not the service. Blocks.
 */
final class PathProbe {
  /** Connections of one measurement. */
  static final int SAMPLES = 5;

  /** Longest that one may take to open, and then to be answered, milliseconds. */
  static final int TIMEOUT_MILLIS = 2_000;

  /** After so many failures nothing more is tried. */
  static final int FAILURES_ENOUGH = 2;

  /** No service has an endpoint of that method: the answer is a 404 at once. */
  private static final byte[] QUESTION =
      "OPTIONS / HTTP/1.1\r\nHost: peer\r\nConnection: close\r\n\r\n"
          .getBytes(StandardCharsets.US_ASCII);

  private PathProbe() {}

  /**
   * What was measured.
   *
   * @param connectNanos of each connection that opened
   * @param roundTripNanos of each question that was answered
   * @param failed connections that did not open, or were not answered, in time
   */
  record Measured(List<Long> connectNanos, List<Long> roundTripNanos, int failed) {

    int tried() {
      return roundTripNanos.size() + failed;
    }
  }

  /**
   * @param name {@code host:port} by which the peer is called
   * @param witness null: it speaks plain HTTP; else a handshake comes before the question, and what
   *     certificate is shown is no matter here
   */
  static Measured measure(String address, String name, @Nullable Witness witness, Clock clock) {
    int colon = address.lastIndexOf(':');
    InetSocketAddress peer =
        new InetSocketAddress(
            address.substring(0, colon), Integer.parseInt(address.substring(colon + 1)));
    List<Long> connects = new ArrayList<>();
    List<Long> roundTrips = new ArrayList<>();
    int failed = 0;
    for (int i = 0; i < SAMPLES && failed < FAILURES_ENOUGH; i++) {
      long start = clock.nanos();
      try (Socket socket = new Socket()) {
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(TIMEOUT_MILLIS);
        socket.connect(peer, TIMEOUT_MILLIS);
        long connected = clock.nanos();
        connects.add(connected - start);
        Socket asked =
            witness == null
                ? socket
                : witness.look(socket, name.substring(0, name.lastIndexOf(':'))).socket();
        asked.getOutputStream().write(QUESTION);
        readStatus(asked.getInputStream());
        roundTrips.add(clock.nanos() - connected);
      } catch (IOException e) {
        failed++;
      }
    }
    return new Measured(connects, roundTrips, failed);
  }

  private static void readStatus(InputStream answer) throws IOException {
    byte[] begin = answer.readNBytes("HTTP/1.1".length());
    if (!new String(begin, StandardCharsets.US_ASCII).equals("HTTP/1.1")) {
      throw new IOException("closed without an answer");
    }
  }
}
