package dev.pagefault.debrief;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The opened envelope: anybody can check that what was shown at the start bound this answer. The
 * hash is SHA-256 over the UTF-8 bytes of the salt followed by the answer.
 *
 * @param sha256 what was shown at the start, in hex
 * @param matches whether salt and answer give it
 */
public record Envelope(String sha256, String salt, String answerYaml, boolean matches) {

  static Envelope opened(String sha256, String salt, String answerYaml) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(salt.getBytes(StandardCharsets.UTF_8));
      byte[] hash = digest.digest(answerYaml.getBytes(StandardCharsets.UTF_8));
      boolean matches = HexFormat.of().formatHex(hash).equalsIgnoreCase(sha256);
      return new Envelope(sha256, salt, answerYaml, matches);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
