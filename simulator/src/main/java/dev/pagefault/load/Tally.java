package dev.pagefault.load;

import dev.pagefault.incident.Cell;
import dev.pagefault.incident.Count;
import dev.pagefault.incident.Tick;
import dev.pagefault.scenario.Topology;
import dev.pagefault.telemetry.Telemetry;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** Counts what users see and closes each second. Pure but for the telemetry; one thread. */
final class Tally {
  private final Slis slis;
  private final UserSignal signal = new UserSignal();
  private final Telemetry sink;
  private final Map<Cell, Count> cells = new HashMap<>();
  private long offered;
  private long served;

  Tally(Topology topology, Telemetry sink) {
    this.slis = new Slis(topology);
    this.sink = sink;
  }

  /** A customer means to make a request. */
  void offered(Customer customer) {
    offered++;
    signal.offered(customer);
  }

  /** A request's outcome is known. */
  void add(Answered answered) {
    Customer customer = answered.customer();
    Duration threshold = slis.threshold(customer.journey(), answered.request());
    boolean slow = threshold != null && answered.latencyNanos() > threshold.toNanos();
    boolean ok = answered.outcome() == Outcome.OK;
    Count count = new Count(ok && !slow ? 1 : 0, 1);
    cells.merge(new Cell("journey", customer.journey()), count, Count::plus);
    cells.merge(new Cell("region", customer.region()), count, Count::plus);
    customer
        .segments()
        .forEach((name, value) -> cells.merge(new Cell(name, value), count, Count::plus));
    slis.add(answered);
    signal.add(answered, slow);
    served += ok ? 1 : 0;
  }

  /** Ends a second: writes the users' signal, and gives what was counted. */
  Tick close(long atMillis) {
    signal.write(sink, atMillis);
    Tick tick = new Tick(atMillis, slis.next(sink), Map.copyOf(cells), offered, served);
    cells.clear();
    offered = 0;
    served = 0;
    return tick;
  }
}
