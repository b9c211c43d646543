package dev.pagefault.toxiproxy;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The API's JSON: what it reads, with its defaults, and what it tells. Pure. */
final class ToxicJson {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .build();

  private ToxicJson() {}

  /** Reads a request's body; refuses what is no JSON. */
  static JsonNode read(byte[] body) {
    try {
      JsonNode read = JSON.readTree(body);
      if (read.isMissingNode()) {
        throw bad("EOF");
      }
      return read;
    } catch (JacksonException malformed) {
      throw bad(malformed.getOriginalMessage());
    }
  }

  private static Refused bad(@Nullable String why) {
    return new Refused(400, "bad request body: " + why);
  }

  static byte[] bytes(JsonNode node) {
    return JSON.writeValueAsBytes(node);
  }

  static ObjectNode object() {
    return JSON.createObjectNode();
  }

  // Toxics.

  /** The toxic that a body asks for; its name defaults to {@code type_stream}. */
  static AppliedToxic added(JsonNode body) {
    String type = text(body, "type", "");
    Direction stream = Direction.of(text(body, "stream", "downstream"));
    String name = text(body, "name", "");
    if (name.length() > Limits.MAX_NAME_CHARS) {
      throw new Refused(400, "name: longer than " + Limits.MAX_NAME_CHARS + " characters");
    }
    return new AppliedToxic(
        name.isEmpty() ? type + "_" + stream.word() : name,
        stream,
        toxicity(body, 1),
        with(blank(type), body.path("attributes")));
  }

  /** {@code toxic} with the attributes and the toxicity that a body names; all else stays. */
  static AppliedToxic updated(AppliedToxic toxic, JsonNode body) {
    return new AppliedToxic(
        toxic.name(),
        toxic.stream(),
        toxicity(body, toxic.toxicity()),
        with(toxic.toxic(), body.path("attributes")));
  }

  private static Toxic with(Toxic toxic, JsonNode attributes) {
    ObjectNode merged = JSON.valueToTree(toxic);
    if (attributes instanceof ObjectNode named) {
      merged.setAll(named);
    } else if (!attributes.isMissingNode() && !attributes.isNull()) {
      throw bad("attributes: an object is wanted");
    }
    try {
      return JSON.treeToValue(merged, toxic.getClass());
    } catch (JacksonException wrong) {
      throw bad("attributes: " + wrong.getOriginalMessage());
    }
  }

  /** A toxic of that type with all attributes 0. */
  private static Toxic blank(String type) {
    return switch (type) {
      case "noop" -> new Noop();
      case "latency" -> new Latency(0, 0);
      case "bandwidth" -> new Bandwidth(0);
      case "slow_close" -> new SlowClose(0);
      case "timeout" -> new Timeout(0);
      case "reset_peer" -> new ResetPeer(0);
      case "slicer" -> new Slicer(0, 0, 0);
      case "limit_data" -> new LimitData(0);
      default -> throw new Refused(400, "invalid toxic type");
    };
  }

  private static String type(Toxic toxic) {
    return switch (toxic) {
      case Noop noop -> "noop";
      case Latency latency -> "latency";
      case Bandwidth bandwidth -> "bandwidth";
      case SlowClose slowClose -> "slow_close";
      case Timeout timeout -> "timeout";
      case ResetPeer resetPeer -> "reset_peer";
      case Slicer slicer -> "slicer";
      case LimitData limitData -> "limit_data";
    };
  }

  static ObjectNode told(AppliedToxic toxic) {
    ObjectNode node = object();
    node.set("attributes", JSON.valueToTree(toxic.toxic()));
    return node.put("name", toxic.name())
        .put("type", type(toxic.toxic()))
        .put("stream", toxic.stream().word())
        .put("toxicity", toxic.toxicity());
  }

  static ArrayNode told(Iterable<AppliedToxic> toxics) {
    ArrayNode array = JSON.createArrayNode();
    toxics.forEach(toxic -> array.add(told(toxic)));
    return array;
  }

  // Proxies.

  /** The proxy that a body asks for; {@code at} is said behind the name of a field it lacks. */
  static ProxySpec created(JsonNode body, String at) {
    return new ProxySpec(
        required(body, "name", at),
        text(body, "listen", ""),
        required(body, "upstream", at),
        enabled(body, true));
  }

  /** {@code proxy} as a body wants to have it; its name stays. */
  static ProxySpec updated(ProxyView proxy, JsonNode body) {
    return new ProxySpec(
        proxy.name(),
        text(body, "listen", proxy.listen()),
        text(body, "upstream", proxy.upstream()),
        enabled(body, proxy.enabled()));
  }

  static ObjectNode told(ProxyView proxy) {
    ObjectNode node = object();
    node.put("name", proxy.name())
        .put("listen", proxy.listen())
        .put("upstream", proxy.upstream())
        .put("enabled", proxy.enabled())
        .set("toxics", told(proxy.toxics()));
    return node;
  }

  // Fields.

  private static String required(JsonNode body, String field, String at) {
    String text = text(body, field, "");
    if (text.isEmpty()) {
      throw new Refused(400, "missing required field: " + field + at);
    }
    return text;
  }

  private static String text(JsonNode body, String field, String otherwise) {
    JsonNode node = field(body, field);
    if (node.isMissingNode() || node.isNull()) {
      return otherwise;
    }
    if (!node.isString()) {
      throw bad(field + ": a string is wanted");
    }
    return node.stringValue();
  }

  private static boolean enabled(JsonNode body, boolean otherwise) {
    JsonNode node = field(body, "enabled");
    if (node.isMissingNode() || node.isNull()) {
      return otherwise;
    }
    if (!node.isBoolean()) {
      throw bad("enabled: true or false is wanted");
    }
    return node.booleanValue();
  }

  private static float toxicity(JsonNode body, float otherwise) {
    JsonNode node = field(body, "toxicity");
    if (node.isMissingNode() || node.isNull()) {
      return otherwise;
    }
    if (!node.isNumber()) {
      throw bad("toxicity: a number is wanted");
    }
    return (float) node.doubleValue();
  }

  private static JsonNode field(JsonNode body, String field) {
    if (!body.isObject()) {
      throw bad("an object is wanted");
    }
    return body.path(field);
  }
}
