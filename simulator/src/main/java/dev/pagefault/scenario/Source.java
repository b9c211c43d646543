package dev.pagefault.scenario;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A file as it was read: where each field stands in it, and what is wrong with it. Not thread-safe.
 */
public final class Source {
  /** Problems kept of one file: whoever has more has one that causes the others. */
  public static final int MAX_PROBLEMS = 100;

  private final Path file;
  private final Map<String, Place> places = new HashMap<>();
  private final Map<String, Problem> firstAt = new HashMap<>();
  private final Set<Problem> problems = new LinkedHashSet<>();

  /** A file of which nothing is known yet. */
  public Source(Path file) {
    this.file = file;
  }

  /** Line and column, each from 1. */
  public record Place(int line, int column) {
    /** Where a file begins. */
    public static final Place START = new Place(1, 1);
  }

  /** The file's name. */
  public Path file() {
    return file;
  }

  /** What is wrong, in the order found; each place is complained of once. */
  public List<Problem> problems() {
    return List.copyOf(new ArrayList<>(problems));
  }

  /** Whether nothing is wrong. */
  public boolean clean() {
    return problems.isEmpty();
  }

  /**
   * Says what is wrong with a field, unless something was already said of it: what follows from a
   * mistake is no second one.
   */
  public void wrong(String field, String message, String wayOut) {
    wrong(placeOf(field), field, message, wayOut);
  }

  void wrong(Place place, String field, String message, String wayOut) {
    if (problems.size() >= MAX_PROBLEMS) {
      return;
    }
    Problem problem = new Problem(file, place.line(), place.column(), field, message, wayOut);
    if (firstAt.putIfAbsent(field, problem) == null) {
      problems.add(problem);
    }
  }

  void found(String field, Place place) {
    places.put(field, place);
  }

  /** Where a field stands; for one that is not written, where its nearest ancestor does. */
  private Place placeOf(String field) {
    String at = field;
    while (true) {
      Place place = places.get(at);
      if (place != null) {
        return place;
      }
      int cut = Math.max(at.lastIndexOf('.'), at.lastIndexOf('['));
      if (cut < 0) {
        return Place.START;
      }
      at = at.substring(0, cut);
    }
  }
}
