package dev.pagefault.scoring;

import dev.pagefault.journal.JournalEvent.BlastTruth;
import dev.pagefault.journal.JournalEvent.Question;
import dev.pagefault.journal.JournalEvent.Scope;
import dev.pagefault.journal.JournalEvent.Term;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * How well a stated scope matches what measurably left its band: the mean F1 over the dimensions at
 * issue. <em>Journeys</em> asks about the dimension {@code journey}, <em>where</em> about {@code
 * region}, <em>who</em> about every other one.
 *
 * <p>At issue is a dimension that the statement names, or in which some values were harmed and some
 * were not; where neither is, each one with harm. A dimension that the statement doesn't name is
 * stated whole: "guests" means guests of every region and language. {@code ONLY} without terms says
 * "nobody".
 */
final class BlastRadius {

  private static final String JOURNEY = "journey";
  private static final String REGION = "region";

  private final SortedMap<String, SortedMap<String, Boolean>> truth = new TreeMap<>();

  BlastRadius(BlastTruth truth, Question question) {
    truth
        .harmed()
        .forEach((dimension, values) -> {
          if (belongs(question, dimension)) {
            this.truth.put(dimension, new TreeMap<>(values));
          }
        });
  }

  private static boolean belongs(Question question, String dimension) {
    return switch (question) {
      case JOURNEYS -> dimension.equals(JOURNEY);
      case WHERE -> dimension.equals(REGION);
      case WHO -> !dimension.equals(JOURNEY) && !dimension.equals(REGION);
    };
  }

  /** 0 to 1; what one can't tell earns nothing. */
  double f1(Scope scope) {
    if (scope.kind() == Scope.Kind.CANT_TELL) {
      return 0;
    }
    if (truth.isEmpty()) {
      return scope.kind() == Scope.Kind.ALL ? 1 : 0; // nothing splits it here, so it is everything
    }
    boolean nobody = scope.kind() == Scope.Kind.ONLY && scope.terms().isEmpty();
    SortedMap<String, SortedSet<String>> named = named(scope);
    if (harmedNowhere()) {
      return nobody ? 1 : 0;
    }
    SortedSet<String> atIssue = new TreeSet<>(named.keySet());
    truth.forEach((dimension, values) -> {
      if (Set.copyOf(values.values()).size() == 2) {
        atIssue.add(dimension);
      }
    });
    if (atIssue.isEmpty()) {
      truth.forEach((dimension, values) -> {
        if (!harmed(values).isEmpty()) {
          atIssue.add(dimension);
        }
      });
    }
    double sum = 0;
    for (String dimension : atIssue) {
      Map<String, Boolean> values = truth.getOrDefault(dimension, new TreeMap<>());
      Set<String> stated =
          nobody ? Set.of() : named.getOrDefault(dimension, new TreeSet<>(values.keySet()));
      sum += f1(stated, harmed(values));
    }
    return sum / atIssue.size();
  }

  /** The truth in words, such as {@code tier guest}, or {@code all}. */
  String words() {
    if (!truth.isEmpty() && harmedNowhere()) {
      return "nobody";
    }
    List<String> only = new ArrayList<>();
    truth.forEach((dimension, values) -> {
      SortedSet<String> harmed = harmed(values);
      if (!harmed.isEmpty() && harmed.size() < values.size()) {
        only.add(dimension + " " + String.join(" or ", harmed));
      }
    });
    return only.isEmpty() ? "all" : "only " + String.join(" and ", only);
  }

  /** A statement in words. */
  static String words(Scope scope) {
    return switch (scope.kind()) {
      case ALL -> "all";
      case CANT_TELL -> "can't tell";
      case ONLY -> {
        List<String> parts = new ArrayList<>();
        named(scope).forEach((d, values) -> parts.add(d + " " + String.join(" or ", values)));
        yield parts.isEmpty() ? "nobody" : "only " + String.join(" and ", parts);
      }
    };
  }

  private boolean harmedNowhere() {
    return truth.values().stream().allMatch(values -> harmed(values).isEmpty());
  }

  private static SortedMap<String, SortedSet<String>> named(Scope scope) {
    SortedMap<String, SortedSet<String>> named = new TreeMap<>();
    if (scope.kind() == Scope.Kind.ONLY) {
      for (Term term : scope.terms()) {
        named.computeIfAbsent(term.dimension(), d -> new TreeSet<>()).add(term.value());
      }
    }
    return named;
  }

  private static SortedSet<String> harmed(Map<String, Boolean> values) {
    SortedSet<String> harmed = new TreeSet<>();
    values.forEach((value, left) -> {
      if (left) {
        harmed.add(value);
      }
    });
    return harmed;
  }

  private static double f1(Set<String> stated, Set<String> harmed) {
    long both = stated.stream().filter(harmed::contains).count();
    int either = stated.size() + harmed.size();
    return either == 0 ? 0 : 2.0 * both / either;
  }
}
