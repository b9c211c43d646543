package dev.pagefault.bot;

import dev.pagefault.control.Production;
import dev.pagefault.drill.Act;
import dev.pagefault.drill.DrillState;
import dev.pagefault.drill.DrillView;
import dev.pagefault.mesh.Probe;
import dev.pagefault.mesh.Reading;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Reads every diagnostic there is, again and again over the time that a person works, and changes
 * nothing: what it counts is the evidence.
 */
final class Reader implements Bot {
  /** Readings of each diagnostic in one run; two seeds make the twenty that a row is made from. */
  static final int SWEEPS = 10;

  private static final Duration BETWEEN_SWEEPS = Duration.ofSeconds(5);

  /** A sweep takes a second or two; what takes longer than this doesn't answer. */
  private static final Duration READS_WITHIN = Duration.ofSeconds(20);

  private final DrillState when;
  private final Map<String, int[]> counts = new ConcurrentHashMap<>();

  /** Reads once the drill is in a state. */
  Reader(DrillState when) {
    this.when = when;
  }

  @Override
  public String id() {
    return "reader";
  }

  /** How often each outcome was seen, by {@code diagnostic target}. */
  Map<String, int[]> counts() {
    return counts;
  }

  @Override
  public void play(Seat seat) throws InterruptedException {
    DrillView view = seat.await(when, Naive.UNTIL_PAGE);
    if (view.state().over()) {
      return;
    }
    if (when == DrillState.PAGED) {
      seat.act(new Act.Acknowledge());
    }
    Production production =
        Objects.requireNonNull(seat.drill().production(), "a drill that runs has a production");
    List<Probe> probes = production.probes();
    for (int sweep = 0; sweep < SWEEPS; sweep++) {
      List<CompletableFuture<Reading>> readings = new ArrayList<>();
      probes.forEach(probe -> readings.add(production.read(probe)));
      for (CompletableFuture<Reading> reading : readings) {
        count(reading);
      }
      seat.pause(BETWEEN_SWEEPS);
    }
    seat.act(new Act.Abandon());
  }

  private void count(CompletableFuture<Reading> future) throws InterruptedException {
    try {
      Reading reading = future.get(READS_WITHIN.toSeconds(), TimeUnit.SECONDS);
      List<String> outcomes = reading.probe().diagnostic().outcomes();
      counts
          .computeIfAbsent(reading.probe().toString(), key -> new int[outcomes.size()])[
          outcomes.indexOf(reading.outcome())]++;
    } catch (ExecutionException | TimeoutException e) {
      // An instance that is just being restarted answers nothing: that reading does not count.
    }
  }
}
