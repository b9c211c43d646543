package dev.pagefault.mesh.docker;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said, in one line and at once, where no engine opens. */
class DoorTest {
  @TempDir private Path folder = Path.of("");

  @Test
  void nobodyListensThere() {
    Path none = folder.resolve("docker.sock");
    refused("unix://" + none, "no Docker engine at unix://" + none + ": start it");
  }

  @Test
  void aPortThatIsClosed() throws IOException {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    refused("tcp://127.0.0.1:" + port, "doesn't answer");
  }

  @Test
  void anEngineElsewhereWillNotDo() {
    refused("tcp://docker.example:2376", "only an engine of this machine will do");
    refused("nonsense", "only an engine of this machine will do");
  }

  @Test
  void whoOpensIsEnough() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String named = "tcp://127.0.0.1:" + socket.getLocalPort();
      assertThatCode(() -> Door.knock(Map.of("DOCKER_HOST", named))).doesNotThrowAnyException();
    }
  }

  private static void refused(String named, String words) {
    assertThatExceptionOfType(NoEngine.class)
        .isThrownBy(() -> Door.knock(Map.of("DOCKER_HOST", named)))
        .withMessageContaining(words)
        .matches(it -> String.valueOf(it.getMessage()).lines().count() == 1);
  }
}
