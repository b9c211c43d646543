package dev.pagefault.control;

import dev.pagefault.mesh.MeshState;
import dev.pagefault.scenario.Change;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The changes that made a production what it is, with the time at which each is said to have
 * happened: from it follows what was wanted at any earlier time. Any thread.
 */
final class History {
  /** How far back "yesterday" is. */
  static final Duration DAY = Duration.ofHours(24);

  /** Changes kept; older ones become part of the beginning. */
  static final int CHANGES_MAX = 1_000;

  private record Made(long atMillis, Change change) {}

  private MeshState beginning;
  private final List<Made> made = new ArrayList<>();

  History(MeshState beginning) {
    this.beginning = beginning;
  }

  /** A change was applied that is said to have happened at {@code atMillis}. */
  synchronized void add(long atMillis, Change change) {
    made.add(new Made(atMillis, change));
    made.sort(Comparator.comparingLong(Made::atMillis)); // stable: ties stay as they were applied
    if (made.size() > CHANGES_MAX) {
      beginning = beginning.with(made.removeFirst().change);
    }
  }

  /** The state as it was wanted 24 hours before {@code nowMillis}. */
  synchronized MeshState yesterday(long nowMillis) {
    MeshState state = beginning;
    for (Made one : made) {
      if (one.atMillis <= nowMillis - DAY.toMillis()) {
        state = state.with(one.change);
      }
    }
    return state;
  }
}
