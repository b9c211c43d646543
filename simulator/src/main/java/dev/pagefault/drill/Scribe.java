package dev.pagefault.drill;

import dev.pagefault.journal.Entry;
import dev.pagefault.journal.Journal;
import dev.pagefault.journal.JournalEvent;
import dev.pagefault.journal.JournalException;
import dev.pagefault.journal.Receipt;
import dev.pagefault.journal.Standing;
import dev.pagefault.scoring.Scoring;
import dev.pagefault.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes down what happens in one drill: durable first, then known, then told. On the drill's
 * thread, save {@link #post}.
 */
final class Scribe implements Pen {
  private static final Logger LOG = LoggerFactory.getLogger(Scribe.class);

  /** Between two tries to have kept what happened by itself, and how long it is tried. */
  private static final long RETRY_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  private static final long PATIENCE_NANOS = TimeUnit.MINUTES.toNanos(10);

  private final String drill;
  private final Journal journal;
  private final Clock clock;
  private final Views views;
  private final Listeners listeners;
  private final Mailbox mailbox;
  private final long openedNanos;
  private final BooleanSupplier patient;
  private final Stamp stamp;

  /**
   * @param openedNanos when the drill was opened, on the clock
   * @param patient whether what happens by itself waits for a journal that is away
   */
  Scribe(
      String drill,
      Surroundings around,
      Views views,
      Listeners listeners,
      Mailbox mailbox,
      long openedNanos,
      BooleanSupplier patient) {
    this.drill = drill;
    this.journal = around.journal();
    this.clock = around.clock();
    this.views = views;
    this.listeners = listeners;
    this.mailbox = mailbox;
    this.openedNanos = openedNanos;
    this.patient = patient;
    this.stamp = new Stamp(drill, this);
  }

  /** Gives entries their numbers and times. */
  Stamp stamp() {
    return stamp;
  }

  /** Keeps entries, all or none. Throws {@link JournalException} where they can't be kept. */
  void append(List<Entry> entries, @Nullable Receipt receipt) {
    try {
      journal.append(entries, receipt, standing(entries)).join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof JournalException known ? known : e;
    }
    entries.forEach(views::fold);
    listeners.tell(entries);
  }

  private static boolean movesInList(JournalEvent event) {
    return event instanceof JournalEvent.Ended || event instanceof JournalEvent.RevealStepped;
  }

  /** Where the drill stands in the list after these; null: where it stood before. */
  private @Nullable Standing standing(List<Entry> entries) {
    if (entries.stream().map(Entry::event).noneMatch(Scribe::movesInList)) {
      return null;
    }
    Ledger after = Ledger.of(Stream.concat(ledger().entries().stream(), entries.stream()).toList());
    boolean scored = after.revealStep() >= Bounds.SCORE_STEP;
    return new Standing(
        drill,
        after.state().name(),
        scored ? Double.valueOf(Scoring.score(after.entries()).total()) : null);
  }

  @Override
  public Ledger ledger() {
    return views.ledger();
  }

  @Override
  public void write(JournalEvent... events) {
    List<Entry> entries = new ArrayList<>();
    stamp.add(entries, List.of(events));
    long since = clock.nanos();
    for (boolean again = false; ; again = true) {
      try {
        append(entries, null);
        return;
      } catch (JournalException e) {
        if (!patient.getAsBoolean() || clock.nanos() - since > PATIENCE_NANOS) {
          throw e;
        }
        if (!again) {
          LOG.warn(
              "drill {}: what happened can't be kept, it is tried again: {}",
              drill,
              e.getMessage());
        }
        LockSupport.parkNanos(RETRY_NANOS);
      }
    }
  }

  @Override
  public void post(Runnable task) {
    if (!mailbox.offer(task)) {
      LOG.warn("drill {}: too much waits for its thread; something was left out", drill);
    }
  }

  @Override
  public void changed() {
    listeners.tell(List.of());
  }

  @Override
  public long nanos() {
    return clock.nanos() - openedNanos;
  }

  @Override
  public long millis() {
    return clock.epochMillis();
  }
}
