package dev.pagefault.mesh;

import dev.pagefault.hardware.CpuStat;
import dev.pagefault.hardware.VolumeStat;
import dev.pagefault.mesh.DatabaseHost.Activity;
import dev.pagefault.telemetry.Sample;
import dev.pagefault.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import org.h2.command.Command;
import org.h2.engine.SessionLocal;
import org.h2.value.Value;
import org.h2.value.ValueNull;
import org.jspecify.annotations.Nullable;

/** What a database tells of itself: diagnostics and meters. Safe for any thread. */
final class DatabaseReadings {
  /** Samples that one reading of the sessions takes, and the time between two. */
  private static final int SAMPLES = 20;

  private static final long BETWEEN_NANOS = 100_000_000L;

  /** From when on an idle session counts as idle for long, nanoseconds. */
  static final long LONG_IDLE_NANOS = 5_000_000_000L;

  /** Statements that one reading lists. */
  private static final int LISTED = 20;

  private final String id;
  private final DatabaseHost host;
  private final org.h2.engine.Database database;
  private final Clock clock;
  private final @Nullable VolumeMeters volumeMeters;
  private CpuStat lastStat;
  private long lastNanos;

  DatabaseReadings(String id, DatabaseHost host, org.h2.engine.Database database, Clock clock) {
    this.id = id;
    this.host = host;
    this.database = database;
    this.clock = clock;
    DatabaseVolume volume = host.ownVolume();
    this.volumeMeters = volume == null ? null : new VolumeMeters(volume);
    this.lastStat = host.cpu.stat();
    this.lastNanos = clock.nanos();
  }

  /** One session as {@code pg_stat_activity} shows it. */
  private record Seen(
      int pid, String application, String state, double seconds, String event, String query) {

    Map<String, String> row() {
      Map<String, String> row = new LinkedHashMap<>();
      row.put("pid", Integer.toString(pid));
      row.put("application_name", application);
      row.put("state", state);
      row.put("state_change", String.format(Locale.ROOT, "%.1fs", seconds));
      row.put("wait_event", event);
      row.put("query", query);
      return row;
    }
  }

  /** Sessions of applications. */
  List<SessionLocal> clients() {
    List<SessionLocal> clients = new ArrayList<>();
    for (SessionLocal session : database.getSessions(false)) {
      if (DatabaseHost.isClient(session) && !session.isClosed()) {
        clients.add(session);
      }
    }
    return clients;
  }

  /** Sessions of applications at this moment. */
  List<Map<String, String>> activity() {
    return look().stream().map(Seen::row).toList();
  }

  Reading.Raw sessions() throws InterruptedException {
    Map<String, Double> figures = new TreeMap<>();
    List<Seen> seen = List.of();
    for (int i = 0; i < SAMPLES; i++) {
      if (i > 0) {
        pause(BETWEEN_NANOS);
      }
      seen = look();
      for (Seen session : seen) {
        add(figures, Figures.TOTAL);
        add(figures, Figures.TOTAL_OF + session.application);
        switch (session.state) {
          case "active" -> {
            add(figures, Figures.ACTIVE);
            add(figures, Figures.ACTIVE_OF + session.application);
          }
          case "idle in transaction" -> add(figures, Figures.IDLE_IN_TRANSACTION);
          default -> {
            if (session.seconds >= LONG_IDLE_NANOS / 1e9) {
              add(figures, Figures.LONG_IDLE_OF + session.application);
            }
          }
        }
      }
    }
    figures.replaceAll((name, sum) -> sum / SAMPLES);
    figures.put(Figures.MAX, (double) host.spec.maxConnections());
    figures.put(Figures.REFUSED, (double) host.refusedLately());
    List<Map<String, String>> rows = seen.stream().map(Seen::row).toList();
    String text =
        String.format(
            Locale.ROOT,
            "%s: %d of %d connections, %d refused in the last %d s%n%s",
            id,
            seen.size(),
            host.spec.maxConnections(),
            host.refusedLately(),
            Figures.WINDOW_SECONDS,
            Listing.of(rows));
    return new Reading.Raw(text, rows, figures);
  }

  Reading.Raw statements() {
    List<Map<String, String>> rows = new ArrayList<>();
    Map<String, Double> figures = new TreeMap<>();
    StatementStats.Window window = host.statements.read();
    for (StatementStats.Stat stat : window.byTime()) {
      StatementStats.Sums recent = stat.recent();
      StatementStats.Sums before = stat.before();
      figures.put(Figures.MEAN_MS_OF + stat.owner(), recent.meanMillis());
      figures.put(Figures.RATE_OF + stat.owner(), recent.calls() / window.seconds());
      if (rows.size() < LISTED) {
        Map<String, String> row = new LinkedHashMap<>();
        row.put("statement", stat.owner());
        row.put("calls", Long.toString(recent.calls()));
        row.put("mean_ms", String.format(Locale.ROOT, "%.1f", recent.meanMillis()));
        row.put("total_ms", String.format(Locale.ROOT, "%.0f", recent.nanos() / 1e6));
        row.put("rows", Long.toString(recent.rows()));
        row.put("scanned", Long.toString(recent.scanned()));
        row.put("calls_before", Long.toString(before.calls()));
        row.put("mean_ms_before", String.format(Locale.ROOT, "%.1f", before.meanMillis()));
        row.put("query", stat.sql());
        rows.add(row);
      }
    }
    String text =
        String.format(
            Locale.ROOT,
            "%s: statements of the last %.0f s by time spent, beside everything before%n%s",
            id,
            window.seconds(),
            Listing.of(rows));
    return new Reading.Raw(text, rows, figures);
  }

  Reading.Raw plan() {
    StatementStats.Window window = host.statements.read();
    Optional<StatementStats.Stat> slowest =
        window.byTime().stream()
            .filter(it -> it.plan() != null && it.recent().calls() > 0)
            .findFirst();
    if (slowest.isEmpty()) {
      String text =
          String.format(Locale.ROOT, "%s: no query in the last %.0f s", id, window.seconds());
      return new Reading.Raw(text, List.of(), Map.of());
    }
    StatementStats.Stat stat = slowest.get();
    PlanCache.Plan plan = stat.plan();
    if (plan == null) {
      throw new IllegalStateException("filtered above");
    }
    Map<String, Double> figures =
        Map.of(
            Figures.SCANNED, (double) plan.scanned(),
            Figures.TABLE_SCANNED, (double) plan.tableScanned());
    String text =
        String.format(
            Locale.ROOT,
            "%s: EXPLAIN ANALYZE of the query with most time in the last %.0f s, %s%n%s",
            id,
            window.seconds(),
            stat.owner(),
            plan.text());
    return new Reading.Raw(text, List.of(), figures);
  }

  Reading.Raw cpu() throws InterruptedException {
    CpuStat before = host.cpu.stat();
    long began = clock.nanos();
    pause(SAMPLES * BETWEEN_NANOS);
    CpuStat after = host.cpu.stat();
    double used = utilisation(before, after, clock.nanos() - began);
    String text =
        String.format(
            Locale.ROOT,
            "%s: %.2f of %.1f cores in use (%.0f %%)%nusage_usec %d",
            id,
            used * host.cpu.cores(),
            host.cpu.cores(),
            used * 100,
            after.usageMicros());
    Map<String, Double> figures = Map.of(Figures.UTILISATION, used, Figures.THROTTLED, 0.0);
    return new Reading.Raw(text, List.of(), figures);
  }

  Reading.Raw volume() throws InterruptedException {
    DatabaseVolume volume = host.ownVolume();
    if (volume == null) {
      throw new IllegalArgumentException("diagnostic: " + id + " has no volume to read");
    }
    VolumeStat before = volume.stat();
    double queued = 0;
    for (int i = 0; i < SAMPLES; i++) {
      pause(BETWEEN_NANOS);
      queued += volume.stat().volumeQueueLength();
    }
    return new VolumeReading(id, volume, before, volume.stat(), queued / SAMPLES).raw();
  }

  synchronized List<Sample> samples() {
    List<Sample> samples = new ArrayList<>();
    Map<String, Map<String, Integer>> counts = new TreeMap<>();
    for (Seen session : look()) {
      counts
          .computeIfAbsent(session.application, it -> new TreeMap<>(Map.of("active", 0, "idle", 0)))
          .merge(session.state, 1, Integer::sum);
    }
    counts.forEach((application, states) ->
        states.forEach((state, count) ->
            samples.add(
                gauge(
                    "pg_stat_activity_count",
                    Map.of("state", state, "application_name", application),
                    count))));
    samples.add(gauge("pg_settings_max_connections", Map.of(), host.spec.maxConnections()));
    CpuStat stat = host.cpu.stat();
    long now = clock.nanos();
    samples.add(counter("container_cpu_usage_seconds_total", Map.of(), stat.usageMicros() / 1e6));
    samples.add(
        gauge("db_cpu_utilization", Map.of(), utilisation(lastStat, stat, now - lastNanos)));
    lastStat = stat;
    lastNanos = now;
    host.statements
        .read()
        .stats()
        .forEach((owner, it) -> {
          Map<String, String> query = Map.of("query", owner);
          StatementStats.Sums total = it.total();
          samples.add(counter("pg_stat_statements_calls_total", query, (double) total.calls()));
          samples.add(counter("pg_stat_statements_seconds_total", query, total.nanos() / 1e9));
          samples.add(counter("pg_stat_statements_rows_total", query, (double) total.rows()));
        });
    if (volumeMeters != null) {
      samples.addAll(volumeMeters.samples());
    }
    return samples;
  }

  private List<Seen> look() {
    List<Seen> seen = new ArrayList<>();
    for (SessionLocal session : clients()) {
      Activity activity = host.activity(session.getId());
      if (activity != null) {
        seen.add(look(session, activity));
      }
    }
    seen.sort(Comparator.comparing(Seen::application).thenComparingInt(Seen::pid));
    return seen;
  }

  private Seen look(SessionLocal session, Activity activity) {
    Value application = session.getVariable("APP");
    String name = ValueNull.INSTANCE.equals(application) ? "" : application.getString();
    Command command = session.getCurrentCommand();
    int blocker = session.getBlockingSessionId();
    String state = "idle";
    String event = "Client: ClientRead";
    String query = activity.query();
    if (command != null) {
      state = "active";
      event =
          blocker == 0
              ? host.waitEvent(session.getId())
              : "Lock: transactionid, held by " + blocker;
      // Outside what is charged, H2's own text is the truth: a statement that waits for a lock.
      query = activity.executing() ? query : command.toString().lines().findFirst().orElse("");
    } else if (!session.getAutoCommit() && inTransaction(session)) {
      state = "idle in transaction";
    }
    double seconds = Math.max(0, clock.nanos() - activity.sinceNanos()) / 1e9;
    return new Seen(session.getId(), name, state, seconds, event, query);
  }

  private static boolean inTransaction(SessionLocal session) {
    try {
      return session.hasPendingTransaction();
    } catch (NullPointerException e) {
      return false; // H2 reads its field twice, and the transaction ended in between
    }
  }

  private double utilisation(CpuStat before, CpuStat after, long nanos) {
    double micros = after.usageMicros() - before.usageMicros();
    return nanos <= 0 ? 0 : Math.clamp(micros * 1_000 / nanos / host.cpu.cores(), 0, 1);
  }

  private static void pause(long nanos) throws InterruptedException {
    LockSupport.parkNanos(nanos);
    if (Thread.interrupted()) {
      throw new InterruptedException("interrupted while reading");
    }
  }

  private static void add(Map<String, Double> figures, String name) {
    figures.merge(name, 1.0, Double::sum);
  }

  private static Sample gauge(String name, Map<String, String> labels, double value) {
    return new Sample(name, labels, Sample.Kind.GAUGE, value, null);
  }

  private static Sample counter(String name, Map<String, String> labels, double value) {
    return new Sample(name, labels, Sample.Kind.COUNTER, value, null);
  }
}
