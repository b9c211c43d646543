package dev.pagefault.web;

import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The description of the API, kept as YAML beside the code and served as JSON. */
public final class OpenApi {
  private static final String RESOURCE = "openapi.yaml";

  private OpenApi() {}

  /** Names its route. */
  static void routes(Routes routes) {
    routes.get("/openapi.json", call -> Reply.of("application/json", Once.JSON));
  }

  /** The document as a tree. */
  public static JsonNode document() {
    try (InputStream in = OpenApi.class.getClassLoader().getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException(RESOURCE + " is not on the class path");
      }
      return new YAMLMapper().readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Read when it is first asked for, not when the server starts. */
  private static final class Once {
    static final Buffer JSON = Json.write(document());
  }
}
