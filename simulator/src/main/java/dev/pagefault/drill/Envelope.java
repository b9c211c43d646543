package dev.pagefault.drill;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Binds the resolved answer before anything is known: its salted hash is shown when the drill
 * begins, salt and answer when it is over, so that anybody can check that they belong together.
 */
public final class Envelope {
  private Envelope() {}

  /** A sealed answer: what is shown, and the salt, which isn't before the reveal. */
  record Sealed(String sha256, String salt) {}

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
