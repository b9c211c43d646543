package dev.pagefault.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The schemas that complete files in an editor say what the reader says. */
class SchemasTest {
  private static final Path SCENARIOS = Path.of("..", "scenarios");
  private static final Path SCHEMAS = SCENARIOS.resolve("schemas");

  private final SchemaRegistry registry =
      SchemaRegistry.withDefaultDialect(
          SpecificationVersion.DRAFT_7,
          builder -> builder.schemaLoader(loader -> loader.fetchRemoteResources()));

  @ParameterizedTest
  @CsvSource({
    "topologies/shop.yaml, topology.json",
    "failure-modes/catalogue.yaml, catalogue.json",
    "amber-finch/scenario.yaml, scenario.json",
    "copper-heron/scenario.yaml, scenario.json",
    "violet-wren/scenario.yaml, scenario.json",
    "amber-finch/answer.yaml, answer.json",
    "copper-heron/answer.yaml, answer.json",
    "violet-wren/answer.yaml, answer.json",
  })
  void what_is_shipped_is_valid(String file, String schema) throws IOException {
    JsonNode tree = new YAMLMapper().readTree(Files.readString(SCENARIOS.resolve(file)));
    assertThat(validate(schema, tree.toString())).isEmpty();
  }

  @Test
  void a_misspelt_key_is_marked_in_the_editor() throws IOException {
    List<Error> errors = validate("scenario.json", "{\"topolgy\": \"shop\"}");
    assertThat(errors).anySatisfy(error -> assertThat(error.getMessage()).contains("topolgy"));
  }

  private List<Error> validate(String name, String json) throws IOException {
    Path file = SCHEMAS.resolve(name).toRealPath();
    Schema schema = registry.getSchema(SchemaLocation.of(file.toUri().toString()));
    return schema.validate(json, InputFormat.JSON);
  }

  @Test
  void schemas_know_the_keys_that_the_reader_knows() throws IOException {
    same("topology.json", "", Topology.class, Set.of());
    same(
        "topology.json",
        "/properties/services/additionalProperties",
        Topology.Service.class,
        Set.of());
    same(
        "topology.json",
        "/properties/datastores/additionalProperties",
        Topology.Datastore.class,
        Set.of());
    same(
        "topology.json", "/properties/queues/additionalProperties", Topology.Queue.class, Set.of());
    same(
        "topology.json",
        "/properties/datastores/additionalProperties/properties/volume",
        Topology.Volume.class,
        Set.of());
    same(
        "topology.json",
        "/properties/services/additionalProperties/properties/limit",
        Topology.RateLimit.class,
        Set.of());
    same("topology.json", "/properties/flags/additionalProperties", Topology.Flag.class, Set.of());
    same(
        "topology.json",
        "/properties/journeys/additionalProperties",
        Topology.Journey.class,
        Set.of());
    same("topology.json", "/properties/slos/additionalProperties", Topology.Slo.class, Set.of());
    same(
        "topology.json",
        "/properties/everyday/additionalProperties",
        Topology.Everyday.class,
        Set.of());
    same(
        "topology.json",
        "/properties/services/additionalProperties/properties/versions/items",
        Topology.Version.class,
        Set.of());
    same("scenario.json", "", ScenarioFile.class, Set.of("draw"));
    same("answer.json", "", Answer.class, Set.of());
    same("answer.json", "/properties/rivals/items", Answer.Rival.class, Set.of());
    same("answer.json", "/properties/fixes/items", Answer.Remedy.class, Set.of());
    same("answer.json", "/properties/twin", Answer.Twin.class, Set.of());
    same("catalogue.json", "", Catalogue.class, Set.of());
    same("catalogue.json", "/properties/modes/items", FailureMode.class, Set.of());
    same("definitions.json", "/definitions/entry", Scenario.Entry.class, Set.of());
    same("definitions.json", "/definitions/event", Scenario.Event.class, Set.of());
    same("definitions.json", "/definitions/attribute", Topology.Attribute.class, Set.of());
    family("Step", Step.class);
    family("Change", Change.class);
  }

  private static void family(String ending, Class<?> family) throws IOException {
    JsonSubTypes kinds = family.getAnnotation(JsonSubTypes.class);
    assertThat(kinds).isNotNull();
    for (JsonSubTypes.Type kind : kinds.value()) {
      same(
          "definitions.json", "/definitions/" + kind.name() + ending, kind.value(), Set.of("kind"));
    }
  }

  private static void same(String schema, String pointer, Class<?> type, Set<String> more)
      throws IOException {
    JsonNode node =
        JsonMapper.shared().readTree(Files.readString(SCHEMAS.resolve(schema))).at(pointer);
    Set<String> known = new TreeSet<>(more);
    Set<String> needed = new TreeSet<>();
    if (more.contains("kind")) {
      needed.add("kind");
    }
    for (RecordComponent component : type.getRecordComponents()) {
      String key = RecordShape.kebab(component.getName());
      known.add(key);
      if (!component.isAnnotationPresent(Default.class)
          && !component.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
        needed.add(key);
      }
    }
    assertThat(node.path("properties").propertyNames())
        .as("keys of " + type.getSimpleName())
        .containsExactlyInAnyOrderElementsOf(known);
    Set<String> required = new TreeSet<>();
    node.path("required").forEach(key -> required.add(key.asString()));
    assertThat(required).as("needed keys of " + type.getSimpleName()).isEqualTo(needed);
  }
}
