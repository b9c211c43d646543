package dev.pagefault.load;

import dev.pagefault.scenario.Topology;
import java.math.BigDecimal;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What answers must say: by {@code journey/request}, for each key, the value that the healthy
 * datastore held.
 */
record Truths(Map<String, Map<String, String>> values) {
  private static final JsonMapper JSON = JsonMapper.shared();

  /** Whether an answer was true, or null where nothing is known to compare it with. */
  @Nullable Boolean judge(Customer customer, Topology.Request request, byte[] body) {
    Topology.Truth truth = request.expect();
    if (truth == null) {
      return null;
    }
    String key = customer.attributes().getOrDefault(truth.key(), "");
    String expected =
        values.getOrDefault(customer.journey() + "/" + request.id(), Map.of()).get(key);
    if (expected == null) {
      return null;
    }
    try {
      JsonNode field = JSON.readTree(body).path(truth.field());
      return !field.isMissingNode() && same(expected, field.asString(""));
    } catch (JacksonException e) {
      return false; // an answer that can't be read is not the right one
    }
  }

  /** Equal as text or as numbers: {@code 19.9} is {@code 19.90}. */
  static boolean same(String expected, String actual) {
    if (expected.equals(actual)) {
      return true;
    }
    try {
      return new BigDecimal(expected).compareTo(new BigDecimal(actual)) == 0;
    } catch (NumberFormatException e) {
      return false;
    }
  }
}
