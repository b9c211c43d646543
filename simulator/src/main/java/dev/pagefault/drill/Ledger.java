package dev.pagefault.drill;

import dev.pagefault.journal.Entry;
import dev.pagefault.journal.JournalEvent;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A drill's events and what they amount to. Folded from the events alone, so that a replay leads to
 * the same state. Not safe for several threads.
 */
final class Ledger {
  private final List<Entry> entries = new ArrayList<>();
  private final NotebookFold notebook = new NotebookFold();
  private final Deque<Entry> shown = new ArrayDeque<>();
  private final Map<String, Person> people = new LinkedHashMap<>();
  private final Map<String, Made> made = new LinkedHashMap<>();
  private final List<JournalEvent.HintTaken> hints = new ArrayList<>();
  private final DrillTime time = new DrillTime();

  private JournalEvent.@Nullable Opened opened;
  private JournalEvent.@Nullable Warmed warmed;
  private JournalEvent.@Nullable Injected injected;
  private JournalEvent.@Nullable OnsetMeasured onset;
  private JournalEvent.@Nullable Paged paged;
  private JournalEvent.@Nullable Verified verified;
  private JournalEvent.@Nullable Ended ended;
  private JournalEvent.@Nullable Revealed revealed;
  private @Nullable Long mitigated;
  private @Nullable Long acknowledged;
  private @Nullable Long resolved;
  private boolean settingUpAgain;
  private boolean verifying;
  private int revealStep;
  private int said;

  /** The ledger of these events. */
  static Ledger of(Collection<Entry> entries) {
    Ledger ledger = new Ledger();
    entries.forEach(ledger::accept);
    return ledger;
  }

  /** Takes the next event. */
  void accept(Entry entry) {
    entries.add(entry);
    notebook.accept(entry);
    time.accept(entry);
    if (Timeline.shows(entry.event())) {
      shown.add(entry);
      if (shown.size() > Bounds.TIMELINE) {
        shown.removeFirst();
      }
    }
    switch (entry.event()) {
      case JournalEvent.Opened it -> opened = it;
      case JournalEvent.Joined it ->
          people.put(entry.participant(), new Person(entry.participant(), it.name(), it.roles()));
      case JournalEvent.Warmed it -> {
        warmed = it;
        settingUpAgain = false;
      }
      case JournalEvent.Restarted it -> restart();
      case JournalEvent.Restored it -> settingUpAgain = false;
      case JournalEvent.Injected it -> injected = it;
      case JournalEvent.OnsetMeasured it -> onset = it;
      case JournalEvent.Paged it -> paged = it;
      case JournalEvent.Mitigated it -> mitigated = it.atMillis();
      case JournalEvent.Acknowledged it -> acknowledged = entry.wallMillis();
      case JournalEvent.Said it -> said++;
      case JournalEvent.ChangeApplied it -> made.put(it.id(), new Made(entry, it, null));
      case JournalEvent.ChangeSettled it ->
          made.computeIfPresent(it.id(), (id, old) -> new Made(old.entry(), old.change(), it));
      case JournalEvent.HintTaken it -> hints.add(it);
      case JournalEvent.ResolveClaimed it -> verifying = true;
      case JournalEvent.Verified it -> {
        verifying = false;
        verified = it;
      }
      case JournalEvent.Ended it -> {
        verifying = false;
        ended = it;
        resolved = it.reason().equals("resolved") ? Long.valueOf(entry.wallMillis()) : null;
      }
      case JournalEvent.Revealed it -> {
        revealed = it;
        revealStep = 1;
      }
      case JournalEvent.RevealStepped it -> revealStep = it.step();
      default -> {} // the notebook's own, or nothing that lasts
    }
  }

  private void restart() {
    settingUpAgain = true;
    verifying = false;
    if (paged == null) { // nothing was shown yet: what was measured is void
      warmed = null;
      injected = null;
      onset = null;
    }
  }

  /** Where the drill stands, as long as its server lives. */
  DrillState state() {
    JournalEvent.Ended end = ended;
    if (end != null) {
      if (revealed != null) {
        return revealStep >= Bounds.REVEAL_STEPS ? DrillState.CLOSED : DrillState.REVEAL;
      }
      return end.reason().equals("invalid") ? DrillState.INVALID : DrillState.ABANDONED;
    }
    if (settingUpAgain || warmed == null) {
      return DrillState.PREPARING;
    }
    if (paged == null) {
      return DrillState.ON_CALL;
    }
    if (verifying) {
      return DrillState.VERIFYING;
    }
    return acknowledged == null ? DrillState.PAGED : DrillState.WORKING;
  }

  List<Entry> entries() {
    return List.copyOf(entries);
  }

  int size() {
    return entries.size();
  }

  /** Sequence number of the last event; 0 before the first. */
  long seq() {
    return entries.isEmpty() ? 0 : entries.getLast().seq();
  }

  Notebook notebook() {
    return notebook.notebook();
  }

  DrillTime time() {
    return time;
  }

  /** The latest events that a timeline shows, oldest first. */
  List<Entry> shown() {
    return List.copyOf(shown);
  }

  Map<String, Person> people() {
    return people;
  }

  Map<String, Made> made() {
    return made;
  }

  List<JournalEvent.HintTaken> hints() {
    return List.copyOf(hints);
  }

  JournalEvent.@Nullable Opened opened() {
    return opened;
  }

  JournalEvent.@Nullable Warmed warmed() {
    return warmed;
  }

  JournalEvent.@Nullable Injected injected() {
    return injected;
  }

  JournalEvent.@Nullable OnsetMeasured onset() {
    return onset;
  }

  JournalEvent.@Nullable Paged paged() {
    return paged;
  }

  JournalEvent.@Nullable Verified verified() {
    return verified;
  }

  JournalEvent.@Nullable Ended ended() {
    return ended;
  }

  JournalEvent.@Nullable Revealed revealed() {
    return revealed;
  }

  @Nullable Long mitigated() {
    return mitigated;
  }

  @Nullable Long acknowledged() {
    return acknowledged;
  }

  @Nullable Long resolved() {
    return resolved;
  }

  int revealStep() {
    return revealStep;
  }

  int said() {
    return said;
  }

  /** Someone in the drill. */
  record Person(String id, String name, List<Entry.Role> roles) {
    /** The role in which they act: the first. */
    Entry.Role role() {
      return roles.isEmpty() ? Entry.Role.OBSERVER : roles.getFirst();
    }
  }

  /** A change that a participant made, and what became of it. */
  record Made(
      Entry entry,
      JournalEvent.ChangeApplied change,
      JournalEvent.@Nullable ChangeSettled settled) {

    /** Whether it took hold. */
    boolean done() {
      JournalEvent.ChangeSettled end = settled;
      return end != null && end.done();
    }

    /** Whether it was done and nobody took it back among {@code all}. */
    boolean stands(Collection<Made> all) {
      return !failed()
          && all.stream()
              .noneMatch(it -> change.id().equals(it.change().reverts()) && !it.failed());
    }

    private boolean failed() {
      JournalEvent.ChangeSettled end = settled;
      return end != null && !end.done();
    }
  }
}
