package dev.pagefault.incident;

import dev.pagefault.journal.JournalEvent.BlastTruth;
import dev.pagefault.scenario.Topology;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Watches what users see, one {@link Tick} a second, and says when something begins, pages and
 * ends. Pure: it knows no time but that of the ticks. One thread at a time.
 *
 * <pre>
 *   warming --baseline held--&gt; watching --onset or page--&gt; incident --recovered--&gt; watching
 * </pre>
 *
 * A window is 5 ticks. While watching, each healthy window (no SLI outside its band) moves into the
 * baseline, which holds the last 60 s of them; from the first window outside it stands still.
 */
public final class Watch {
  /** Length of a window, seconds. */
  public static final int WINDOW_SECONDS = 5;

  /** Windows in a row that make an onset, or a recovery; and windows outside that make harm. */
  public static final int IN_A_ROW = 3;

  private enum Phase {
    WARMING,
    WATCHING,
    INCIDENT
  }

  private final Topology topology;
  private final WatchConfig config;
  private final Map<String, Lane> slis = new LinkedHashMap<>();
  private final Map<String, Pager> pagers = new LinkedHashMap<>();
  private final Map<Cell, Lane> cells = new LinkedHashMap<>();

  private Phase phase = Phase.WARMING;
  private int warmSeconds;
  private boolean onsetKnown;
  private final Set<String> paged = new LinkedHashSet<>();
  private int calm;
  private long calmSince;

  private int ticks;
  private long windowStart;
  private final Map<String, Count> windowSlis = new LinkedHashMap<>();
  private final Map<Cell, Count> windowCells = new LinkedHashMap<>();

  /** Watches all SLOs of a topology. */
  public Watch(Topology topology, WatchConfig config) {
    this.topology = topology;
    this.config = config;
    topology
        .slos()
        .forEach((id, slo) -> {
          slis.put(id, new Lane());
          pagers.put(id, new Pager(slo.objective(), config.healthySeconds()));
        });
    values().forEach(cell -> cells.put(cell, new Lane()));
  }

  /** Every cell that customers of this topology can be in. */
  private Stream<Cell> values() {
    return Stream.of(
            topology.journeys().keySet().stream().map(id -> new Cell("journey", id)),
            topology.regions().stream().map(id -> new Cell("region", id)),
            topology.segments().entrySet().stream()
                .flatMap(s -> s.getValue().keySet().stream().map(v -> new Cell(s.getKey(), v))))
        .flatMap(cell -> cell);
  }

  /** Takes one second; gives what it led to, in order. */
  public List<Signal> accept(Tick tick) {
    List<Signal> signals = new ArrayList<>();
    count(tick);
    if (ticks == WINDOW_SECONDS) {
      closeWindow(tick.atMillis(), signals);
    }
    pagers.forEach((slo, pager) -> pager.add(tick.slis().getOrDefault(slo, Count.NONE)));
    if (phase == Phase.WARMING) {
      gate(tick.atMillis(), signals);
    } else {
      page(tick.atMillis(), signals);
    }
    return signals;
  }

  private void count(Tick tick) {
    if (ticks++ == 0) {
      windowStart = tick.atMillis() - 1000;
    }
    tick.slis().forEach((slo, count) -> windowSlis.merge(slo, count, Count::plus));
    tick.cells().forEach((cell, count) -> windowCells.merge(cell, count, Count::plus));
  }

  private void closeWindow(long end, List<Signal> signals) {
    slis.forEach((slo, lane) -> lane.judge(window(end, windowSlis.get(slo))));
    cells.forEach((cell, lane) -> lane.judge(window(end, windowCells.get(cell))));
    boolean inside = slis.values().stream().allMatch(lane -> lane.outsideInARow() == 0);
    if (phase == Phase.WARMING || (phase == Phase.WATCHING && inside)) {
      slis.values().forEach(Lane::absorb);
      cells.values().forEach(Lane::absorb);
    }
    if (phase != Phase.WARMING) {
      onset(signals);
    }
    if (phase == Phase.INCIDENT) {
      recover(inside, signals);
    }
    ticks = 0;
    windowSlis.clear();
    windowCells.clear();
  }

  private Window window(long end, @Nullable Count count) {
    return new Window(windowStart, end, 1, count == null ? Count.NONE : count);
  }

  private void gate(long now, List<Signal> signals) {
    warmSeconds++;
    boolean healthy =
        warmSeconds >= config.healthySeconds()
            && ticks == 0 // where windows meet, so that the baseline is made of whole ones
            && pagers.entrySet().stream().allMatch(p -> kept(p.getKey(), p.getValue()));
    if (!healthy) {
      return;
    }
    long from = now - config.healthySeconds() * 1000L;
    // a second's slack: ticks don't come on the millisecond
    Stream.concat(slis.values().stream(), cells.values().stream())
        .forEach(lane -> lane.trimBaseline(from - 1000));
    phase = Phase.WATCHING;
    signals.add(new Signal.BaselineHeld(from, now));
  }

  /** An SLO without events (nobody ordered yet) is kept; but availability must have been seen. */
  private boolean kept(String slo, Pager pager) {
    boolean silent = pager.last(config.healthySeconds()).total() == 0;
    Topology.Slo known = topology.slos().get(slo);
    boolean maySilent = known != null && known.kind() != Topology.SliKind.AVAILABILITY;
    return silent ? maySilent : pager.healthy(config.healthySeconds(), config.burnThreshold());
  }

  private void onset(List<Signal> signals) {
    if (onsetKnown) {
      return;
    }
    slis.values().stream()
        .filter(lane -> lane.outsideInARow() >= IN_A_ROW)
        .mapToLong(Lane::outsideSince)
        .min()
        .ifPresent(since -> {
          onsetKnown = true;
          begin();
          signals.add(new Signal.Onset(since));
        });
  }

  private void begin() {
    if (phase != Phase.INCIDENT) {
      phase = Phase.INCIDENT;
      calm = 0;
    }
  }

  private void page(long now, List<Signal> signals) {
    pagers.forEach((slo, pager) -> {
      if (!paged.contains(slo) && pager.fires(config.burnThreshold())) {
        paged.add(slo);
        begin();
        signals.add(new Signal.Page(slo, pager.burn(Pager.LONG), since(slo, now), now));
      }
    });
  }

  /** When an SLI left its band; an alert may be faster than a window. */
  private long since(String slo, long now) {
    Lane lane = slis.get(slo);
    return lane != null && lane.outsideInARow() > 0
        ? lane.outsideSince()
        : now - WINDOW_SECONDS * 1000L;
  }

  private void recover(boolean inside, List<Signal> signals) {
    if (!inside) {
      calm = 0;
      return;
    }
    if (calm++ == 0) {
      calmSince = windowStart;
    }
    if (calm == IN_A_ROW) {
      phase = Phase.WATCHING;
      onsetKnown = false;
      paged.clear();
      signals.add(new Signal.Recovered(calmSince));
    }
  }

  /**
   * Which values of each dimension left their band for three windows or more between two times
   * (epoch milliseconds). Each window was judged when it came, against the baseline of then. Values
   * that were too rare to judge are not harmed.
   */
  public BlastTruth harmedSince(long onsetMillis, long untilMillis) {
    Map<String, Map<String, Boolean>> harmed = new TreeMap<>();
    cells.forEach((cell, lane) ->
        harmed
            .computeIfAbsent(cell.dimension(), dimension -> new TreeMap<>())
            .put(cell.value(), lane.outsideWithin(onsetMillis, untilMillis) >= IN_A_ROW));
    return new BlastTruth(harmed);
  }

  /** Where each SLO stands, over the last 30 s. */
  public List<SloStatus> status() {
    return pagers.entrySet().stream()
        .map(p ->
            new SloStatus(p.getKey(), p.getValue().last(Pager.LONG), p.getValue().burn(Pager.LONG)))
        .toList();
  }

  /**
   * What an SLO's SLI counted between two times, to the window and for two hours back; nothing for
   * an SLO that is not in the topology.
   */
  public Count counted(String slo, long fromMillis, long toMillis) {
    Lane lane = slis.get(slo);
    return lane == null ? Count.NONE : lane.counted(fromMillis, toMillis);
  }
}
