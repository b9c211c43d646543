package dev.pagefault.drill;

import dev.pagefault.journal.Entry;
import dev.pagefault.journal.JournalEvent;
import org.jspecify.annotations.Nullable;

/**
 * The drill's clock, which the time limit counts: it runs from the page to the end, and stands
 * while the drill is held, verified, or set up again. Nanoseconds of {@link Entry#atNanos()}.
 */
final class DrillTime {
  private boolean paged;
  private boolean held;
  private boolean verifying;
  private boolean settingUp;
  private boolean ended;
  private long spent;
  private @Nullable Long since;

  /** Takes the next event. */
  void accept(Entry entry) {
    switch (entry.event()) {
      case JournalEvent.Paged it -> paged = true;
      case JournalEvent.Held it -> held = true;
      case JournalEvent.Resumed it -> held = false;
      case JournalEvent.ResolveClaimed it -> verifying = true;
      case JournalEvent.Verified it -> verifying = false;
      case JournalEvent.Restarted it -> {
        settingUp = true;
        verifying = false;
      }
      case JournalEvent.Restored it -> settingUp = false;
      case JournalEvent.Warmed it -> settingUp = false;
      case JournalEvent.Ended it -> ended = true;
      default -> {
        return;
      }
    }
    boolean runs = paged && !held && !verifying && !settingUp && !ended;
    Long started = since;
    if (started != null) {
      spent += entry.atNanos() - started;
    }
    since = runs ? Long.valueOf(entry.atNanos()) : null;
  }

  /** Time that counts against the limit. */
  long spent(long nowNanos) {
    Long started = since;
    return spent + (started == null ? 0 : Math.max(0, nowNanos - started));
  }

  boolean started() {
    return paged;
  }

  boolean held() {
    return held;
  }
}
