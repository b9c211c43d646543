package dev.pagefault.scenario;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * What proof keeps of a scenario that passed every gate. It counts as long as its hash is that of
 * the scenario as it stands, {@link Library#evidenceHash}.
 *
 * @param seeds on which players proved it: 1 to this
 * @param remedies of the answer, by id: whether users were well again and it survived the replay
 * @param references what users suffered in the reference runs, by name: {@code expert} and {@code
 *     nobody}, who acts not at all; the mean over the seeds
 */
public record Proven(
    String hash, int seeds, Map<String, Boolean> remedies, Map<String, Suffered> references) {

  /** Its file in the scenario's folder. */
  public static final String FILE = "proof.json";

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .build();

  /** Requests that failed of those offered, and the share of the error budget that was burned. */
  public record Suffered(long offered, long failed, double budgetBurned) {}

  /** What is kept in a file, or empty when there is nothing that can be read. */
  static Optional<Proven> read(Path file) {
    try {
      return EvidenceMatrix.text(file).map(text -> JSON.readValue(text, Proven.class));
    } catch (JacksonException e) {
      return Optional.empty();
    }
  }

  /** As it is kept. */
  public String toJson() {
    return JSON.writeValueAsString(this) + "\n";
  }
}
