package dev.pagefault.mesh.docker;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.LinkedHashSet;
import java.util.Random;
import java.util.Set;

/**
 * Free ports of loopback on which containers are published. Docker would choose one itself, but
 * another at each start of the container. They are below those that Linux gives to connections that
 * go out, of which one could take a container's while it restarts. None is given twice in a row of
 * {@value #REMEMBERED}: between asking for one and listening on it, time passes.
 */
final class Ports {
  private static final int FIRST = 20_000;
  private static final int COUNT = 12_000;
  private static final int REMEMBERED = 1_000;
  private static final int TRIES = 10_000;
  private static final Random RANDOM = new Random();
  private static final Set<Integer> GIVEN = new LinkedHashSet<>();

  private Ports() {}

  static synchronized int free() {
    for (int tried = 0; tried < TRIES; tried++) {
      int port = FIRST + RANDOM.nextInt(COUNT);
      if (isFree(port) && GIVEN.add(port)) {
        if (GIVEN.size() > REMEMBERED) {
          GIVEN.remove(GIVEN.iterator().next());
        }
        return port;
      }
    }
    throw new IllegalStateException("no free port on loopback");
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return socket.isBound();
    } catch (IOException e) {
      return false;
    }
  }
}
