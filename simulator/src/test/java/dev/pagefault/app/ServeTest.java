package dev.pagefault.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ServeTest {
  private static final String SHIPPED = Path.of("..", "scenarios").toString();

  @TempDir private Path folder;
  private final StringWriter err = new StringWriter();

  private int serve(String... options) {
    CommandLine commands = Main.commands();
    commands.setErr(new PrintWriter(err, true));
    String[] all = new String[options.length + 3];
    all[0] = "serve";
    all[1] = "--scenarios";
    all[2] = SHIPPED;
    System.arraycopy(options, 0, all, 3, options.length);
    return commands.execute(all);
  }

  @Test
  void saysInOneLineThatAPortIsInUse() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      String port = Integer.toString(taken.getLocalPort());
      assertThat(serve("--port", port, "--data", folder.toString())).isEqualTo(ExitCode.FAILED);
      assertThat(err.toString().lines())
          .containsExactly(
              "serve: port " + port + " on 127.0.0.1 is in use; choose another with --port");
    }
  }

  @Test
  void saysInOneLineThatItCannotKeepJournals() throws IOException {
    Path file = Files.createFile(folder.resolve("a-file"));
    assertThat(serve("--port", "0", "--data", file.resolve("data").toString()))
        .isEqualTo(ExitCode.FAILED);
    assertThat(err.toString().lines()).singleElement().asString().contains("--data");
  }

  @Test
  void saysWhichOptionsItTakes() {
    assertThat(serve("--port", "99999")).isEqualTo(ExitCode.USAGE);
    assertThat(serve("--port", "many")).isEqualTo(ExitCode.USAGE);
    assertThat(serve("--runtime", "cloud")).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("--runtime is embedded");
  }

  @Test
  void wantsALibrary() {
    CommandLine commands = Main.commands();
    commands.setErr(new PrintWriter(err, true));
    assertThat(commands.execute("serve", "--scenarios", folder.toString()))
        .isEqualTo(ExitCode.INVALID);
    assertThat(err.toString()).contains("--scenarios");
  }
}
