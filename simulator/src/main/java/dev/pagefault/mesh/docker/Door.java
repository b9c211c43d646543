package dev.pagefault.mesh.docker;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where the Docker engine is reached. Looked at before Testcontainers does, whose own search for an
 * engine takes long and says why in many lines.
 */
final class Door {
  private static final String HOST = "DOCKER_HOST";
  private static final Path SOCKET = Path.of("/var/run/docker.sock");

  private Door() {}

  /** Throws {@link NoEngine} where nobody opens. */
  static void knock(Map<String, String> environment) {
    String named = environment.get(HOST);
    String shown = named == null ? "unix://" + SOCKET : named;
    SocketAddress address = address(named);
    if (address == null) {
      throw new NoEngine(
          HOST
              + " is "
              + named
              + ": only an engine of this machine will do, by unix:///path or tcp://127.0.0.1:PORT");
    }
    if (address instanceof UnixDomainSocketAddress socket && Files.notExists(socket.getPath())) {
      throw new NoEngine(
          "no Docker engine at %s: start it, or name another by %s".formatted(shown, HOST));
    }
    try (SocketChannel channel =
        address instanceof UnixDomainSocketAddress
            ? SocketChannel.open(StandardProtocolFamily.UNIX)
            : SocketChannel.open()) {
      channel.connect(address);
    } catch (IOException e) {
      throw new NoEngine(why(shown, e));
    }
  }

  private static String why(String shown, IOException e) {
    String said = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
    boolean forbidden = e instanceof AccessDeniedException || said.contains("permission denied");
    return forbidden
        ? "no permission to speak to the Docker engine at %s: add your user to the group docker, and log in anew"
            .formatted(shown)
        : "the Docker engine at %s doesn't answer (%s): start it".formatted(shown, e.getMessage());
  }

  private static @Nullable SocketAddress address(@Nullable String named) {
    if (named == null || named.isBlank()) {
      return UnixDomainSocketAddress.of(SOCKET);
    }
    URI uri;
    try {
      uri = URI.create(named);
    } catch (IllegalArgumentException e) {
      return null;
    }
    String scheme = String.valueOf(uri.getScheme());
    String host = uri.getHost();
    if (scheme.equals("unix") && uri.getPath() != null) {
      return UnixDomainSocketAddress.of(uri.getPath());
    }
    boolean here = host != null && (host.equals("localhost") || host.startsWith("127."));
    return scheme.equals("tcp") && here && uri.getPort() > 0
        ? new InetSocketAddress(host, uri.getPort())
        : null;
  }
}
