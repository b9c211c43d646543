package dev.pagefault.mesh;

import dev.pagefault.scenario.FieldStep;
import dev.pagefault.scenario.Step;
import dev.pagefault.scenario.Topology;
import dev.pagefault.scenario.Topology.Attribute;
import dev.pagefault.scenario.Topology.Journey;
import dev.pagefault.scenario.Topology.Request;
import dev.pagefault.scenario.Topology.Service;
import dev.pagefault.scenario.Topology.SliKind;
import dev.pagefault.scenario.Topology.Slo;
import dev.pagefault.scenario.Topology.Truth;
import dev.pagefault.scenario.Topology.Version;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Two regions whose customers have names in several scripts, a loyalty tier or none, and zones.
 *
 * <pre>
 * users → edge → labels → people-db
 * </pre>
 */
public final class NamesTopology {
  /** Names of the directory; the plain ones are ASCII. */
  public static final List<String> PLAIN = List.of("Ann Hill", "Bob Stone", "Eve Marsh");

  /** Names that take more than a byte for a letter. */
  public static final List<String> ACCENTED =
      List.of("Zoë Müller", "Nguyễn Ánh", "Мария Иванова", "山田 太郎", "José Ñandú");

  private NamesTopology() {}

  /** A fresh copy. */
  public static Topology create() {
    Map<String, Service> services = new LinkedHashMap<>();
    services.put(
        "edge",
        service(
            Map.of(),
            Map.of(
                "GET /label", List.of(call("ask-label", "GET /label")),
                "GET /day", List.of(call("ask-day", "GET /day")))));
    services.put(
        "labels",
        service(
            Map.of("label.charset", "utf-8", "time.zone", "Europe/Berlin", "log.level", "info"),
            Map.of(
                "GET /label",
                List.of(
                    new FieldStep.Decode(
                        "read-name", null, "name", "utf-8", "${label.charset}", null),
                    new Step.Query(
                        "find-person",
                        null,
                        "people-db",
                        "select id as person, name as directory_name from people where name = :name",
                        List.of("person", "directory_name"),
                        404,
                        Step.Close.ALWAYS)),
                "GET /day",
                List.of(
                    new FieldStep.LocalTime(
                        "ship-day",
                        null,
                        null,
                        "${time.zone}",
                        Duration.ZERO,
                        FieldStep.Shown.DATE_TIME,
                        "ship_time",
                        500)))));
    return new Topology(
        "names",
        "Names",
        "Labels.",
        List.of("eu", "us"),
        "edge",
        2_000,
        services,
        Map.of("people-db", people()),
        Map.of(),
        Map.of(),
        Map.of("locale", Map.of("en", 0.6, "vi", 0.4)),
        Map.of(
            "name",
            new Attribute(
                null, null, Map.of(), Map.of("en", PLAIN, "vi", ACCENTED), "locale", 0, Map.of())),
        Map.of(
            "send",
            new Journey(
                "Has a label printed.",
                40,
                Duration.ofSeconds(2),
                Map.of(),
                List.of(
                    new Request(
                        "label",
                        "GET /label",
                        Duration.ZERO,
                        new Truth(
                            "directory_name",
                            "people-db",
                            "select name, name as other from people",
                            "name")),
                    new Request("day", "GET /day", Duration.ZERO, null)))),
        Map.of(
            "label-correctness",
            new Slo(
                "Labels are right",
                SliKind.CORRECTNESS,
                "send",
                "label",
                0.99,
                null,
                null,
                "labels")),
        Map.of());
  }

  /** Everybody by name. */
  static Topology.Datastore people() {
    StringBuilder rows = new StringBuilder();
    int id = 1;
    for (List<String> names : List.of(PLAIN, ACCENTED)) {
      for (String name : names) {
        rows.append("INSERT INTO people VALUES (%d, '%s');\n".formatted(id++, name));
      }
    }
    return new Topology.Datastore(
        "People.",
        "team-labels",
        2,
        20,
        "CREATE TABLE people (id INT PRIMARY KEY, name VARCHAR(80));\n" + rows,
        Duration.ofNanos(200_000),
        Duration.ofNanos(1_000));
  }

  private static Service service(Map<String, String> settings, Map<String, List<Step>> endpoints) {
    Map<String, String> all = new LinkedHashMap<>(settings);
    all.put("server.startup", "10ms");
    Version only = new Version("1.0.0", "First", "First.", null, Map.of(), Map.of());
    return new Service(
        "", "team", "", false, 1, 1, "1.0.0", all, endpoints, Map.of(), List.of(only));
  }

  private static Step call(String id, String endpoint) {
    return new Step.Call(id, null, "labels", endpoint, false);
  }
}
