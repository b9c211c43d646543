package dev.pagefault.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pagefault.telemetry.Telemetry;
import dev.pagefault.tools.SpanExport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The image and what runs beside it, as far as files tell. */
class ContainersTest {
  private static final Path ROOT = Path.of("..");
  private static final Path DOCKER = ROOT.resolve("docker");

  /** What is built from: Docker's own images. */
  private static final Set<String> BASES =
      Set.of("debian", "eclipse-temurin", "maven", "node", "postgres");

  /** What runs beside it: their makers' images. */
  private static final Set<String> TOOLS =
      Set.of("prom/prometheus", "grafana/grafana", "jaegertracing/jaeger");

  private static final Pattern METRIC = Pattern.compile("([a-z][a-z0-9_]*)\\{drill=\"\\$drill\"");

  private static JsonNode yaml(String file) throws IOException {
    return new YAMLMapper().readTree(Files.readString(DOCKER.resolve(file)));
  }

  private static Map<String, JsonNode> services() throws IOException {
    Map<String, JsonNode> services = new LinkedHashMap<>();
    yaml("compose.yaml")
        .get("services")
        .properties()
        .forEach(service -> services.put(service.getKey(), service.getValue()));
    return services;
  }

  @Test
  void composeNamesOfficialImagesAndOursWithTheirVersions() throws IOException {
    services()
        .forEach((name, service) -> {
          String[] image = service.get("image").stringValue().split(":", 2);
          assertThat(image).as(name).hasSize(2);
          if (name.equals("pagefault")) {
            assertThat(image).containsExactly("pagefault", "latest");
          } else {
            assertThat(BASES.contains(image[0]) || TOOLS.contains(image[0])).as(name).isTrue();
            assertThat(image[1]).as(name).containsPattern("[0-9]");
          }
        });
  }

  @Test
  void nothingIsPublishedBeyondThisMachine() throws IOException {
    for (Map.Entry<String, JsonNode> service : services().entrySet()) {
      for (JsonNode port : service.getValue().path("ports")) {
        assertThat(port.stringValue()).as(service.getKey()).startsWith("127.0.0.1:");
      }
    }
  }

  @Test
  void toolsAreLeftOutUnlessAskedFor() throws IOException {
    Map<String, JsonNode> services = services();
    assertThat(services.entrySet().stream().filter(it -> !it.getValue().has("profiles")))
        .extracting(Map.Entry::getKey)
        .containsExactly("pagefault", "postgres");
    for (JsonNode service : services.values()) {
      for (JsonNode profile : service.path("profiles")) {
        assertThat(profile.stringValue()).isEqualTo("tools");
      }
    }
  }

  @Test
  void theDockerfileStartsFromOfficialImagesAndFromItsOwnStages() throws IOException {
    Set<String> stages = new HashSet<>();
    List<String> needed = new ArrayList<>(); // for `prebuilt`, by a builder that makes all before
    for (String line : Files.readAllLines(DOCKER.resolve("Dockerfile"))) {
      if (line.startsWith("FROM ")) {
        String[] words = line.split(" ");
        String image = words[1].split(":", 2)[0];
        assertThat(stages.contains(image) || BASES.contains(image)).as(line).isTrue();
        if (!stages.contains("prebuilt")) {
          needed.add(image);
        }
        stages.add(words[3]);
      }
    }
    assertThat(needed).containsExactly("eclipse-temurin", "debian", "base");
  }

  @Test
  void whatTheBuildIsGivenIsThere() throws IOException {
    for (String line : Files.readAllLines(ROOT.resolve(".dockerignore"))) {
      if (line.startsWith("!") && !line.contains("/target/")) {
        assertThat(ROOT.resolve(line.substring(1))).exists();
      }
    }
    assertThat(DOCKER.resolve("entrypoint.sh")).isExecutable();
    assertThat(DOCKER.resolve("health.sh")).isExecutable();
  }

  @Test
  void theToolsReachTheServerByANameThatItAnswersTo() throws IOException {
    Map<String, String> settings =
        Files.readAllLines(DOCKER.resolve("tools.env")).stream()
            .filter(line -> line.contains("="))
            .map(line -> line.split("=", 2))
            .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
    assertThat(settings).containsEntry("COMPOSE_PROFILES", "tools");
    assertThat(yaml("compose.yaml").at("/services/pagefault/environment/PAGEFAULT_OPTIONS"))
        .asString()
        .contains("${PAGEFAULT_TOOLS:-}");
    List<String> options = List.of(settings.getOrDefault("PAGEFAULT_TOOLS", "").split(" "));
    String target =
        yaml("prometheus.yaml").at("/scrape_configs/0/static_configs/0/targets/0").stringValue();
    String name = options.get(options.indexOf("--allow-host") + 1);
    assertThat(target).isEqualTo(name + ":8080");
    assertThat(services()).containsKey(name);
    String receiver = options.get(options.indexOf("--otlp") + 1);
    assertThat(services()).containsKey(SpanExport.endpoint(receiver).getHost());
    assertThat(options).contains("--tools");
  }

  @Test
  void seriesKeepTheirOwnInstanceWhenTheyAreScraped() throws IOException {
    assertThat(yaml("prometheus.yaml").at("/scrape_configs/0/honor_labels").booleanValue())
        .isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"drill.json", "server.json"})
  void dashboardsAskTheirSourceForMetricsThatThereAre(String file) throws IOException {
    JsonNode sources = yaml("grafana/provisioning/datasources/pagefault.yaml").get("datasources");
    assertThat(sources).extracting(it -> it.get("uid").stringValue()).contains("prometheus");
    JsonNode dashboard =
        JsonMapper.shared()
            .readTree(Files.readString(DOCKER.resolve("grafana/dashboards").resolve(file)));
    for (JsonNode panel : dashboard.get("panels")) {
      for (JsonNode target : panel.path("targets")) {
        assertThat(panel.at("/datasource/uid").stringValue()).isEqualTo("prometheus");
        String query = target.get("expr").stringValue();
        METRIC
            .matcher(query)
            .results()
            .forEach(found -> assertThat(known(found.group(1))).as(query).isTrue());
      }
    }
  }

  /** Whether a mesh measures it, be it a part of a histogram or a summary. */
  private static boolean known(String metric) {
    return Stream.of("", "_bucket", "_count", "_sum")
        .filter(metric::endsWith)
        .map(part -> metric.substring(0, metric.length() - part.length()))
        .anyMatch(name -> !Telemetry.meaning(name).isEmpty());
  }
}
