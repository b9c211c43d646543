package dev.pagefault.mesh.docker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Free ports of loopback on which containers are published. Docker would choose one itself, but
 * another at each start of the container. None is given twice in a row of {@value #REMEMBERED}:
 * between asking for one and listening on it, time passes.
 */
final class Ports {
  private static final int REMEMBERED = 1_000;
  private static final Set<Integer> GIVEN = new LinkedHashSet<>();

  private Ports() {}

  static synchronized int free() {
    while (true) {
      int port = any();
      if (GIVEN.add(port)) {
        if (GIVEN.size() > REMEMBERED) {
          GIVEN.remove(GIVEN.iterator().next());
        }
        return port;
      }
    }
  }

  private static int any() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException("no free port on loopback", e);
    }
  }
}
