package dev.pagefault.scoring;

import dev.pagefault.journal.JournalEvent.ChangeApplied;
import dev.pagefault.journal.JournalEvent.ChangeSettled;
import dev.pagefault.scenario.Change;
import dev.pagefault.scoring.Facts.On;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The changes that participants made to the mesh; those that failed to take hold are left out. */
final class Changes {

  /** After it took hold, a change's effect needs three windows to be seen. */
  private static final long EFFECT_NANOS = TimeUnit.SECONDS.toNanos(15);

  /** A change that was never seen to take hold counts as open no longer than this. */
  private static final long OPEN_AT_MOST_NANOS = TimeUnit.SECONDS.toNanos(60);

  private static final double REVERTED_SHARE = 0.5;

  private final List<Made> made = new ArrayList<>();

  Changes(Facts facts) {
    Map<String, On<ChangeSettled>> settled = new TreeMap<>();
    facts.all(ChangeSettled.class).forEach(on -> settled.putIfAbsent(on.event().id(), on));
    for (On<ChangeApplied> on : facts.all(ChangeApplied.class)) {
      On<ChangeSettled> end = settled.get(on.event().id());
      if (end == null || end.event().done()) {
        long openUntil =
            end == null ? on.atNanos() + OPEN_AT_MOST_NANOS : end.atNanos() + EFFECT_NANOS;
        made.add(new Made(on.seq(), on.atNanos(), openUntil, on.event()));
      }
    }
  }

  /**
   * One change.
   *
   * @param openUntilNanos until when its effect could not yet be seen
   */
  record Made(long seq, long atNanos, long openUntilNanos, ChangeApplied applied) {

    @Nullable String reverts() {
      return applied.reverts();
    }

    /** Whether one could go back: nothing needs to be known for what leaves no state behind. */
    boolean wayBackKnown() {
      return switch (applied.change()) {
        case Change.Restart _, Change.Cancel _ -> true;
        case Change.Deploy _,
            Change.Config _,
            Change.Flag _,
            Change.Scale _,
            Change.Drain _,
            Change.Traffic _,
            Change.Load _,
            Change.Toxic _ ->
            !applied.inverse().isEmpty();
      };
    }
  }

  /** In the order in which they were made. */
  List<Made> made() {
    return List.copyOf(made);
  }

  /**
   * What they cost in sum. What was taken back counts half, and the first taking back of it
   * nothing; taking back a taking back makes the change again, and costs as such.
   */
  double cost() {
    double sum = 0;
    Set<String> free = freeReverts();
    Set<String> takenBack = takenBack();
    for (Made change : made) {
      ChangeApplied applied = change.applied();
      if (!free.contains(applied.id())) {
        sum += applied.cost() * (takenBack.contains(applied.id()) ? REVERTED_SHARE : 1);
      }
    }
    return sum;
  }

  /**
   * Changes made while the effect of another could not yet be seen. To take a change back is no
   * second change beside it.
   */
  List<Made> overlapping() {
    List<Made> overlapping = new ArrayList<>();
    for (Made later : made) {
      for (Made earlier : made) {
        if (earlier.seq() < later.seq()
            && later.atNanos() < earlier.openUntilNanos()
            && !earlier.applied().id().equals(later.reverts())) {
          overlapping.add(later);
          break;
        }
      }
    }
    return overlapping;
  }

  private Set<String> takenBack() {
    Set<String> ids = new HashSet<>();
    Set<String> free = freeReverts();
    for (Made change : made) {
      String reverts = change.reverts();
      if (reverts != null && free.contains(change.applied().id())) {
        ids.add(reverts);
      }
    }
    return ids;
  }

  private Set<String> freeReverts() {
    Set<String> ordinary = new HashSet<>();
    Set<String> free = new HashSet<>();
    for (Made change : made) {
      String reverts = change.reverts();
      if (reverts == null) {
        ordinary.add(change.applied().id());
      } else if (ordinary.remove(reverts)) {
        free.add(change.applied().id());
      }
    }
    return free;
  }
}
