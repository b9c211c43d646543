package dev.pagefault.scenario;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * Which instances a change touches: {@code service/region/instance/version}, each a name or {@code
 * *}; trailing {@code *} may be left out, so {@code checkout} is every instance of checkout and
 * {@code checkout/eu} those in eu.
 */
public record Selector(String service, String region, String instance, String version) {

  /** Parses the written form. Throws {@link IllegalArgumentException} that says what is wrong. */
  @JsonCreator
  public static Selector parse(String text) {
    String[] parts = text.split("/", -1);
    if (parts.length > 4) {
      throw new IllegalArgumentException(
          "a selector has at most four parts, service/region/instance/version: " + text);
    }
    for (String part : parts) {
      if (part.isBlank()) {
        throw new IllegalArgumentException("a selector's part is a name or *: " + text);
      }
    }
    return new Selector(
        parts[0],
        parts.length > 1 ? parts[1] : "*",
        parts.length > 2 ? parts[2] : "*",
        parts.length > 3 ? parts[3] : "*");
  }

  /** Whether an instance is selected. */
  public boolean matches(String service, String region, String instance, String version) {
    return fits(this.service, service)
        && fits(this.region, region)
        && fits(this.instance, instance)
        && fits(this.version, version);
  }

  private static boolean fits(String pattern, String name) {
    return pattern.equals("*") || pattern.equals(name);
  }

  @JsonValue
  @Override
  public String toString() {
    String full = service + "/" + region + "/" + instance + "/" + version;
    while (full.endsWith("/*")) {
      full = full.substring(0, full.length() - 2);
    }
    return full;
  }
}
