package dev.pagefault.web;

import dev.pagefault.incident.Count;
import dev.pagefault.incident.Tick;
import dev.pagefault.scenario.Topology;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** The last minute of what users saw. Any thread. */
final class Ticks {
  /** Seconds kept. */
  static final int KEPT = 60;

  /** Seconds over which good and all events are counted. */
  static final int WINDOW = 5;

  /** Seconds over which the burn rate is taken. */
  static final int BURN_WINDOW = 30;

  private final Deque<Tick> last = new ArrayDeque<>();

  synchronized void add(Tick tick) {
    last.addLast(tick);
    if (last.size() > KEPT) {
      last.removeFirst();
    }
  }

  /** Each SLO of the topology as it stands. */
  synchronized List<Frame.Sli> slis(Topology topology) {
    List<Frame.Sli> slis = new ArrayList<>();
    topology
        .slos()
        .forEach((id, slo) -> {
          Count now = sum(id, WINDOW);
          Count longer = sum(id, BURN_WINDOW);
          double budget = 1 - slo.objective();
          double burn =
              longer.total() == 0 || budget <= 0
                  ? 0
                  : (double) longer.bad() / longer.total() / budget;
          slis.add(new Frame.Sli(id, now.good(), now.total(), burn));
        });
    return slis;
  }

  /** The small graph. */
  synchronized Frame.Spark spark() {
    return new Frame.Spark(
        last.stream().map(Tick::offered).toList(),
        last.stream().map(tick -> Math.max(0, tick.offered() - tick.served())).toList());
  }

  private Count sum(String slo, int seconds) {
    Count sum = Count.NONE;
    int skip = Math.max(0, last.size() - seconds);
    for (Tick tick : last) {
      if (skip-- <= 0) {
        sum = sum.plus(tick.slis().getOrDefault(slo, Count.NONE));
      }
    }
    return sum;
  }
}
