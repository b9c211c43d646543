package dev.pagefault.scoring;

import dev.pagefault.journal.JournalEvent.Hypothesized;
import dev.pagefault.journal.JournalEvent.Outcomes;
import dev.pagefault.journal.JournalEvent.Revealed;
import dev.pagefault.scenario.Answer.Atom;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What people call the things that a journal names by id; every word comes from the journal. */
public final class Names {

  private static final double MILLIS_PER_SECOND = 1000.0;
  private static final long SECONDS_PER_MINUTE = 60;

  private final Revealed revealed;

  public Names(Revealed revealed) {
    this.revealed = revealed;
  }

  /**
   * A failure mode, a lasting fix or a change that is to blame: its title, or its id where it has
   * none.
   */
  public String title(String id) {
    return revealed.titles().getOrDefault(id, id);
  }

  /** Such as {@code pool too small in checkout}. */
  public String atom(Atom atom) {
    return atom.mode().equals(AtomSpace.NOTHING)
        ? "nothing is broken"
        : lowerFirst(title(atom.mode())) + " in " + atom.component();
  }

  /** Such as {@code Slow statements of orders-db}. */
  public String probe(String diagnostic, String target) {
    Outcomes known = revealed.diagnostics().get(diagnostic.toLowerCase(Locale.ROOT));
    return (known == null ? diagnostic : known.title()) + " of " + target;
  }

  /** A hypothesis in its author's words, quoted; by its parts where there are no words. */
  public String hypothesis(Hypothesized h) {
    if (!h.text().isBlank()) {
      return "“" + h.text().strip() + "”";
    }
    String what =
        h.mode() != null ? title(h.mode()) : h.family() != null ? h.family() : "something";
    String where = h.component() == null ? "" : " in " + h.component();
    return "“" + lowerFirst(what) + where + "”";
  }

  /** {@code a}, {@code a and b}, {@code a, b and c}; {@code nothing} for none. */
  public static String list(List<String> parts) {
    if (parts.isEmpty()) {
      return "nothing";
    }
    if (parts.size() == 1) {
      return parts.getFirst();
    }
    List<String> head = new ArrayList<>(parts.subList(0, parts.size() - 1));
    return String.join(", ", head) + " and " + parts.getLast();
  }

  /** {@code 1 change}, {@code 2 changes}. */
  public static String count(long n, String noun) {
    return n + " " + noun + (n == 1 ? "" : "s");
  }

  /** A share as whole percent, such as {@code 60 %}. */
  public static String percent(double share) {
    return StrictMath.round(share * 100) + " %";
  }

  /** Seconds with at most one decimal, such as {@code 7 s} or {@code 7.5 s}. */
  public static String seconds(long millis) {
    return number(millis / MILLIS_PER_SECOND) + " s";
  }

  /** An offset such as {@code +3:05} or {@code −0:20}. */
  public static String offset(long millis) {
    long seconds = Math.abs(millis) / (long) MILLIS_PER_SECOND;
    return String.format(
        Locale.ROOT,
        "%s%d:%02d",
        millis < 0 ? "−" : "+",
        seconds / SECONDS_PER_MINUTE,
        seconds % SECONDS_PER_MINUTE);
  }

  /** A number without needless decimals: one at most. */
  public static String number(double value) {
    double rounded = StrictMath.round(value * 10) / 10.0;
    return rounded == StrictMath.rint(rounded)
        ? Long.toString((long) rounded)
        : Double.toString(rounded);
  }

  /** With a small first letter, save where the word is all capitals (CPU, HTTP). */
  public static String lowerFirst(String text) {
    boolean word =
        text.length() > 1
            && Character.isUpperCase(text.charAt(0))
            && Character.isLowerCase(text.charAt(1));
    return word ? text.substring(0, 1).toLowerCase(Locale.ROOT) + text.substring(1) : text;
  }
}
