package dev.pagefault.scenario;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Finds what somebody meant to write. */
public final class Spelling {
  /** Names listed in a way out; more don't help to choose. */
  private static final int MAX_LISTED = 30;

  /** Characters of a misspelt name that are compared: longer ones are no misspellings. */
  private static final int MAX_LENGTH = 64;

  private Spelling() {}

  /** {@code did you mean X? there are: …}, as far as it can be said. */
  public static String wayOut(String given, Collection<String> existing) {
    if (existing.isEmpty()) {
      return "there are none";
    }
    List<String> sorted = existing.stream().sorted().toList();
    String list = String.join(", ", sorted.subList(0, Math.min(MAX_LISTED, sorted.size())));
    String all = "there are: " + list + (sorted.size() > MAX_LISTED ? ", …" : "");
    return nearest(given, existing).map(near -> "did you mean " + near + "? " + all).orElse(all);
  }

  /** The existing name that is few enough letters away to be what was meant. */
  static Optional<String> nearest(String given, Collection<String> existing) {
    String best = null;
    int least = Math.max(1, Math.min(given.length(), MAX_LENGTH) / 3) + 1;
    for (String name : existing.stream().sorted().toList()) {
      int distance = distance(given, name);
      if (distance < least) {
        least = distance;
        best = name;
      }
    }
    return Optional.ofNullable(best);
  }

  /**
   * Letters to insert, delete, replace or swap with their neighbour, to get from one to the other
   * (Damerau and Levenshtein's distance, optimal string alignment).
   */
  static int distance(String from, String to) {
    if (from.length() > MAX_LENGTH || to.length() > MAX_LENGTH) {
      return from.equals(to) ? 0 : MAX_LENGTH;
    }
    int[][] d = new int[from.length() + 1][to.length() + 1];
    for (int i = 0; i <= from.length(); i++) {
      for (int j = 0; j <= to.length(); j++) {
        if (i == 0 || j == 0) {
          d[i][j] = i + j;
          continue;
        }
        int same = from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1;
        d[i][j] = Math.min(Math.min(d[i - 1][j], d[i][j - 1]) + 1, d[i - 1][j - 1] + same);
        if (i > 1
            && j > 1
            && from.charAt(i - 1) == to.charAt(j - 2)
            && from.charAt(i - 2) == to.charAt(j - 1)) {
          d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
        }
      }
    }
    return d[from.length()][to.length()];
  }
}
