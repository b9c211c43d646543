package dev.pagefault.debrief;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The opened envelope: anybody can check that what was shown at the start bound this answer.
 *
 * @param sha256 what was shown at the start, in hex
 * @param matches whether salt and answer give it
 */
public record Envelope(String sha256, String salt, String answerYaml, boolean matches) {

  static Envelope opened(String sha256, String salt, String answerYaml) {
    return new Envelope(sha256, salt, answerYaml, holds(sha256, salt, answerYaml));
  }

  /** Whether what was shown at the start bound this answer. */
  public static boolean holds(String sha256, String salt, String answerYaml) {
    return seal(answerYaml, salt).equalsIgnoreCase(sha256);
  }

  /** Lower-case hex of SHA-256 over the UTF-8 bytes of {@code salt} followed by {@code answer}. */
  public static String seal(String answer, String salt) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      sha.update(salt.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(sha.digest(answer.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
