package dev.pagefault.scenario;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * What every diagnostic showed of the cause, of the healthy mesh and of each rival, as proof ran
 * them.
 *
 * @param hash of what it was measured on; it no longer applies when that changed
 * @param readings of each diagnostic in each run, at least
 * @param rows {@code diagnostic target}, with what was drawn written {@code $name} → {@code cause},
 *     {@code baseline} or a rival's id → probability of each outcome
 */
public record EvidenceMatrix(
    String hash, int readings, Map<String, Map<String, List<Double>>> rows) {

  /** Its file in the scenario's folder. */
  public static final String FILE = "evidence.json";

  /** Rises when a change of the engine makes what was measured before no longer apply. */
  static final String ENGINE = "2";

  private static final long MAX_BYTES = 1 << 20;
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** The recorded matrix, or empty when there is none that can be read. */
  static Optional<EvidenceMatrix> read(Path file) {
    try {
      return text(file).map(text -> JSON.readValue(text, EvidenceMatrix.class));
    } catch (JacksonException e) {
      return Optional.empty();
    }
  }

  /** The text of a file that proof wrote, or empty when there is none that can be read. */
  static Optional<String> text(Path file) {
    try {
      return Files.isRegularFile(file) && Files.size(file) <= MAX_BYTES
          ? Optional.of(Files.readString(file))
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** As it is kept: one line for each reading, so that a new measurement is read as a diff. */
  public String toJson() {
    StringBuilder text = new StringBuilder("{\n");
    text.append("  \"hash\": ").append(JSON.writeValueAsString(hash)).append(",\n");
    text.append("  \"readings\": ").append(readings).append(",\n  \"rows\": {");
    String separator = "\n";
    for (Map.Entry<String, Map<String, List<Double>>> row : new TreeMap<>(rows).entrySet()) {
      text.append(separator)
          .append("    ")
          .append(JSON.writeValueAsString(row.getKey()))
          .append(": ")
          .append(JSON.writeValueAsString(new TreeMap<>(row.getValue())));
      separator = ",\n";
    }
    return text.append("\n  }\n}\n").toString();
  }

  /** SHA-256 of texts, in hexadecimal. */
  static String sha256(List<String> texts) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (String text : texts) {
        digest.update(text.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JVM has SHA-256", e);
    }
  }
}
