package dev.pagefault.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The API's description, as a judge of answers. */
final class Contract {
  private static final String BASE = "https://pagefault.dev/openapi.json";
  private static final JsonNode DOCUMENT = OpenApi.document();
  private static final SchemaRegistry REGISTRY =
      SchemaRegistry.withDefaultDialect(
          SpecificationVersion.DRAFT_2020_12,
          builder -> builder.schemas(Map.of(BASE, Json.mapper().writeValueAsString(DOCUMENT))));
  private static final Map<String, Schema> SCHEMAS = new ConcurrentHashMap<>();

  /** Which operations were seen answering, with which statuses. */
  static final Set<String> SEEN = java.util.Collections.synchronizedSet(new TreeSet<>());

  /** Every operation there is, as {@code get /path}. */
  static Set<String> operations() {
    Set<String> all = new TreeSet<>();
    DOCUMENT
        .get("paths")
        .properties()
        .forEach(path ->
            path.getValue()
                .propertyNames()
                .forEach(method -> all.add(method + " " + path.getKey())));
    return all;
  }

  /** Fails when an answer is not what the description says. */
  void check(String method, String path, HttpResponse<String> response) {
    String type = response.headers().firstValue("Content-Type").orElse("").split(";", 2)[0];
    if (response.statusCode() >= 400 && !type.equals("text/html")) {
      assertThat(type).as("%s %s %s", method, path, response.body()).isEqualTo(Problem.MEDIA_TYPE);
      judge("#/components/schemas/Problem", response.body());
      assertThat(Json.mapper().readTree(response.body()).get("status").intValue())
          .isEqualTo(response.statusCode());
      return;
    }
    DOCUMENT
        .get("paths")
        .properties()
        .forEach(known -> {
          if (path.matches(known.getKey().replaceAll("\\{\\w+}", "[^/]+"))
              && known.getValue().has(method)
              && (known.getKey().equals(path) || !DOCUMENT.get("paths").has(path))) {
            checkAnswer(known.getKey(), method, type, response);
          }
        });
  }

  private static void checkAnswer(
      String template, String method, String type, HttpResponse<String> response) {
    String status = Integer.toString(response.statusCode());
    JsonNode answer = DOCUMENT.get("paths").get(template).get(method).get("responses").get(status);
    assertThat(answer).as("%s %s answers %s", method, template, status).isNotNull();
    assertThat(answer.get("content").has(type)).as("%s of %s", type, template).isTrue();
    SEEN.add(method + " " + template);
    if (type.equals("application/json")) {
      String pointer =
          "#/paths/"
              + template
                  .replace("~", "~0")
                  .replace("/", "~1")
                  .replace("{", "%7B")
                  .replace("}", "%7D")
              + "/"
              + method
              + "/responses/"
              + status
              + "/content/application~1json/schema";
      judge(pointer, response.body());
    }
  }

  /** Judges JSON by a schema of the description. */
  static void judge(String pointer, String json) {
    Schema schema =
        SCHEMAS.computeIfAbsent(pointer, p -> REGISTRY.getSchema(SchemaLocation.of(BASE + p)));
    List<Error> errors = schema.validate(Json.mapper().readTree(json));
    assertThat(errors).as("%s by %s", json, pointer).isEmpty();
  }

  /** The same for an event of the stream. */
  static void judgeEvent(String schema, String json) {
    judge("#/components/schemas/" + schema, json);
  }

  /** A copy of the document, for tests that look at it. */
  static ObjectNode document() {
    return (ObjectNode) DOCUMENT.deepCopy();
  }
}
