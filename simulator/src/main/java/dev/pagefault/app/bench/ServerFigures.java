package dev.pagefault.app.bench;

import dev.pagefault.time.Clock;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/**
 * What a user waits for: a server process of its own, from start to ready, from the start of a
 * drill to its page, and its memory with one mesh.
 */
final class ServerFigures {
  private static final String BENCH = "server";
  private static final Duration READY_LIMIT = Duration.ofSeconds(60);
  private static final Duration PAGE_LIMIT = Duration.ofMinutes(5);

  /** Between two looks: seldom enough that looking takes nothing from the server that starts. */
  private static final Duration POLL = Duration.ofMillis(25);

  /**
   * How long the standby mesh has been at work when a drill is started, as when somebody reads the
   * brief.
   */
  private static final Duration BRIEF = Duration.ofSeconds(70);

  private final Clock clock;
  private final ObjectMapper json = new ObjectMapper();

  private final Pause pause;

  ServerFigures(Clock clock, Pause pause) {
    this.clock = clock;
    this.pause = pause;
  }

  List<Figure> measure() throws IOException, InterruptedException {
    List<Figure> figures = new ArrayList<>();
    Path data = Files.createTempDirectory("pagefault-bench");
    int port = freePort();
    HttpClient client = HttpClient.newHttpClient();
    long began = clock.nanos();
    Process server = start(port, data);
    try (client) {
      await(client, port, began);
      figures.add(Figure.atMost(BENCH, "process start to ready", seconds(began), "s", 3));
      pause.sleep(BRIEF);
      figures.add(
          Figure.atMost(
              BENCH, "memory with one warm mesh", residentMegabytes(server.pid()), "MB RSS", 350));
      long opened = clock.nanos();
      String drill = open(client, port);
      awaitPage(client, port, drill, opened);
      figures.add(Figure.atMost(BENCH, "drill start to page", seconds(opened), "s", 45));
      figures.add(
          Figure.of(
              BENCH,
              "memory with that drill, and the next mesh on standby",
              residentMegabytes(server.pid()),
              "MB RSS"));
    } finally {
      server.destroy();
      if (!server.waitFor(10, TimeUnit.SECONDS)) {
        server.destroyForcibly().waitFor();
      }
      delete(data);
    }
    return figures;
  }

  /** The same program with the same options, as a process of its own. */
  private static Process start(int port, Path data) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        java.lang.management.ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
            .filter(option -> !option.startsWith("-agentlib"))
            .toList());
    command.addAll(
        List.of("-cp", System.getProperty("java.class.path"), "dev.pagefault.app.Main", "serve"));
    command.addAll(List.of("--port", Integer.toString(port), "--data", data.toString()));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(data.resolve("server.log").toFile())
        .start();
  }

  private void await(HttpClient client, int port, long began)
      throws IOException, InterruptedException {
    HttpRequest health = HttpRequest.newBuilder(uri(port, "/healthz")).build();
    while (clock.nanos() - began < READY_LIMIT.toNanos()) {
      try {
        if (client.send(health, HttpResponse.BodyHandlers.discarding()).statusCode() == 200) {
          return;
        }
      } catch (java.net.ConnectException e) {
        pause.sleep(POLL);
      }
    }
    throw new IOException("the server was not ready within " + READY_LIMIT.toSeconds() + " s");
  }

  private String open(HttpClient client, int port) throws IOException, InterruptedException {
    JsonNode list = get(client, port, "/api/v1/scenarios");
    String scenario = list.path("scenarios").path(0).path("id").asString();
    HttpRequest request =
        HttpRequest.newBuilder(uri(port, "/api/v1/drills"))
            .header("Content-Type", "application/json")
            .POST(
                HttpRequest.BodyPublishers.ofString(
                    "{\"scenario\":\"%s\",\"name\":\"bench\",\"mode\":\"practice\",\"seed\":1}"
                        .formatted(scenario)))
            .build();
    HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() != 201) {
      throw new IOException("no drill: " + answer.statusCode() + " " + answer.body());
    }
    cookie = answer.headers().firstValue("Set-Cookie").orElse("").split(";", 2)[0];
    return json.readTree(answer.body()).path("id").asString();
  }

  private String cookie = "";

  private void awaitPage(HttpClient client, int port, String drill, long opened)
      throws IOException, InterruptedException {
    while (clock.nanos() - opened < PAGE_LIMIT.toNanos()) {
      String state = get(client, port, "/api/v1/drills/" + drill).path("state").asString();
      if (state.equals("paged")) {
        return;
      }
      pause.sleep(Duration.ofMillis(100));
    }
    throw new IOException("no page within " + PAGE_LIMIT.toMinutes() + " min");
  }

  private JsonNode get(HttpClient client, int port, String path)
      throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(uri(port, path)).header("Cookie", cookie).build();
    return json.readTree(client.send(request, HttpResponse.BodyHandlers.ofString()).body());
  }

  private double seconds(long since) {
    return (clock.nanos() - since) / 1e9;
  }

  /** Resident set of a process by the kernel's own account (Linux), or NaN elsewhere. */
  static double residentMegabytes(long pid) throws IOException {
    Path status = Path.of("/proc", Long.toString(pid), "status");
    if (!Files.exists(status)) {
      return Double.NaN;
    }
    return Files.readAllLines(status).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) / 1024)
        .findFirst()
        .orElse(Double.NaN);
  }

  private static URI uri(int port, String path) {
    return URI.create("http://127.0.0.1:" + port + path);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static void delete(Path folder) throws IOException {
    try (var paths = Files.walk(folder)) {
      for (Path path : paths.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    }
  }
}
