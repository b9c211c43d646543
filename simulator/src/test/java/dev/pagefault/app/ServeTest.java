package dev.pagefault.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pagefault.scenario.CopiedLibrary;
import dev.pagefault.sockets.FreePort;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
    List<String> all = new ArrayList<>(List.of("serve", "--scenarios", SHIPPED, "--unproven"));
    all.addAll(List.of(options));
    return commands.execute(all.toArray(String[]::new));
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
  void saysInOneLineThatItsDatabaseCannotBeReached() throws IOException {
    int closed = FreePort.find();
    String url = "jdbc:postgresql://127.0.0.1:" + closed + "/db?user=ada&password=canary";
    assertThat(serve("--port", "0", "--data", url)).isEqualTo(ExitCode.FAILED);
    assertThat(err.toString().lines())
        .singleElement()
        .asString()
        .contains("127.0.0.1:" + closed, "--data")
        .doesNotContain("canary");
  }

  @Test
  void saysWhichOptionsItTakes() {
    assertThat(serve("--data", "postgres://ada:canary@host/db")).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("jdbc:postgresql://").doesNotContain("canary");
    assertThat(serve("--port", "99999")).isEqualTo(ExitCode.USAGE);
    assertThat(serve("--port", "many")).isEqualTo(ExitCode.USAGE);
    assertThat(serve("--runtime", "cloud")).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("--runtime is embedded");
  }

  @Test
  void saysWhatShowsDrillsToOtherTools() {
    assertThat(serve("--otlp", "http://localhost:4318")).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("--otlp is for --tools");
    assertThat(serve("--tools", "--otlp", "ftp://ada:canary@host")).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("http://localhost:4318").doesNotContain("canary");
    assertThat(serve("--allow-host", "pagefault,*.example")).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("--allow-host", "*.example");
  }

  @Test
  void servesOnlyWhatIsProvenAndSaysHowToProveTheRest() throws IOException {
    CopiedLibrary changed = CopiedLibrary.in(folder.resolve("library"));
    changed.replace("topologies/shop.yaml", "per-second: 12", "per-second: 11");
    CommandLine commands = Main.commands();
    commands.setErr(new PrintWriter(err, true));
    assertThat(commands.execute("serve", "--scenarios", changed.folder().toString()))
        .isEqualTo(ExitCode.INVALID);
    assertThat(err.toString()).contains("amber-finch is not served", "./pagefault prove amber");
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
