package dev.pagefault.mesh;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Whether a flag is on for a request: {@code on}, {@code off}, or for a share like {@code 25%} of
 * customers (of requests, where no customer is known). The same customer always gets the same
 * answer, and each flag picks others.
 */
record Rollout(Map<String, String> flags) {
  private static final String CUSTOMER = "customer";

  boolean isOn(@Nullable String flag, Exchange exchange) {
    if (flag == null) {
      return true;
    }
    String value = flags.getOrDefault(flag, "off");
    if (!value.endsWith("%")) {
      return value.equals("on");
    }
    String who = exchange.attributes().getOrDefault(CUSTOMER, exchange.traceId());
    return bucket(flag, who) < Double.parseDouble(value.substring(0, value.length() - 1));
  }

  /** Whether a flag is off for everybody; no flag never is. */
  boolean isOff(@Nullable String flag) {
    return flag != null && flags.getOrDefault(flag, "off").equals("off");
  }

  /** 0 to 99.99, evenly spread: FNV-1a, then a finaliser for its weak high bits (MurmurHash3). */
  private static double bucket(String flag, String who) {
    long hash = 0xcbf29ce484222325L;
    String text = flag + '/' + who;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
    }
    hash = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
    hash ^= hash >>> 33;
    return (hash >>> 1) % 10_000 / 100.0;
  }
}
