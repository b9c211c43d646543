package dev.pagefault.mesh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.HotSpotDiagnosticMXBean.ThreadDumpFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The threads of this process that are alive, platform and virtual, as the JVM dumps them; told
 * apart by their ids, because all of a kind have one name.
 *
 * @param names by id
 */
record Threads(Map<String, String> names) {
  /** How long what has been told to end may take; HttpURLConnection keeps a connection for 5 s. */
  private static final Duration ENDING = Duration.ofSeconds(20);

  /** Pools of the JVM, of libraries and of a {@link MeshHost}: they come and go as they please. */
  private static final Pattern SHARED =
      Pattern.compile(
          "(ForkJoinPool|VirtualThread-un|HttpClient|Cleaner-|globalEventExecutor|awaitility"
              + "|vert\\.?x|mesh-housekeeping|mesh-blocking).*|.*Poller.*");

  /** As they are now. */
  static Threads now() {
    Map<String, String> names = new HashMap<>();
    for (JsonNode container : dump().get("threadDump").get("threadContainers")) {
      for (JsonNode thread : container.get("threads")) {
        String name = thread.get("name").asString();
        if (!SHARED.matcher(name).matches()) {
          names.put(thread.get("tid").asString(), name);
        }
      }
    }
    return new Threads(names);
  }

  private static JsonNode dump() {
    try {
      Path folder = Files.createTempDirectory("threads");
      Path file = folder.resolve("dump.json");
      try {
        ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
            .dumpThreads(file.toString(), ThreadDumpFormat.JSON);
        return JsonMapper.shared().readTree(Files.readString(file));
      } finally {
        Files.deleteIfExists(file);
        Files.delete(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Names of those that were not there before. */
  List<String> startedSince(Threads before) {
    return names.entrySet().stream()
        .filter(it -> !before.names.containsKey(it.getKey()))
        .map(Map.Entry::getValue)
        .sorted()
        .toList();
  }

  /** Fails when any that was started since doesn't end. */
  void assertNoOthersStay() {
    await()
        .atMost(ENDING)
        .untilAsserted(() -> assertThat(now().startedSince(this)).as("stayed").isEmpty());
  }
}
