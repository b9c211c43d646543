package dev.pagefault.drill;

import dev.pagefault.journal.Entry;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/** Who hears a drill. Lives on the drill's thread. */
final class Listeners {
  private final Views views;
  private final Function<String, DrillView> view;
  private final List<Listener> all = new ArrayList<>();

  /** {@code view}: the drill as a participant sees it now. */
  Listeners(Views views, Function<String, DrillView> view) {
    this.views = views;
    this.view = view;
  }

  /** Someone who listens, until {@code open} is false. */
  static final class Listener {
    private final String participant;
    private final Consumer<StreamItem> hears;
    private volatile boolean open = true;

    Listener(String participant, Consumer<StreamItem> hears) {
      this.participant = participant;
      this.hears = hears;
    }

    /** Hears no more; from any thread. */
    void close() {
      open = false;
    }
  }

  /** Adds a listener and tells it what was after a sequence number. */
  void add(Listener listener, long afterSeq) {
    all.add(listener);
    tell(listener, views.after(afterSeq));
  }

  void remove(Listener listener) {
    all.remove(listener);
  }

  /** Tells everybody of events, and how the drill is now. */
  void tell(Collection<Entry> entries) {
    List.copyOf(all).stream()
        .filter(listener -> views.tells(listener.participant, entries))
        .forEach(listener -> tell(listener, entries));
  }

  private void tell(Listener to, Collection<Entry> entries) {
    if (!to.open) {
      return;
    }
    for (TimelineEntry line : views.lines(to.participant, entries)) {
      to.hears.accept(new StreamItem.Entry(line));
    }
    to.hears.accept(new StreamItem.State(view.apply(to.participant).withoutTimeline()));
  }
}
