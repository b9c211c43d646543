package dev.pagefault.incident;

import dev.pagefault.journal.JournalEvent.BlastTruth;
import dev.pagefault.scenario.Topology;
import java.util.List;

/** Watches what users see and says when something begins, pages and ends. */
@SuppressWarnings("DoNotCallSuggester") // parts land one after the other
public final class Watch {
  /** Length of a window, seconds. */
  public static final int WINDOW_SECONDS = 5;

  /** Watches a topology's SLOs. */
  public Watch(Topology topology, WatchConfig config) {}

  /** Takes one second; gives what it led to. */
  public List<Signal> accept(Tick tick) {
    throw new UnsupportedOperationException("the watch has not landed yet");
  }

  /** Forgets the baseline: only what is seen from {@code atMillis} on counts as healthy. */
  public void healthyFrom(long atMillis) {
    throw new UnsupportedOperationException("the watch has not landed yet");
  }

  /** Which values left their band for three windows or more between two times. */
  public BlastTruth harmedSince(long onsetMillis, long untilMillis) {
    throw new UnsupportedOperationException("the watch has not landed yet");
  }

  /** Where each SLO stands. */
  public List<SloStatus> status() {
    throw new UnsupportedOperationException("the watch has not landed yet");
  }
}
