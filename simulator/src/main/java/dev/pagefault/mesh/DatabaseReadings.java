package dev.pagefault.mesh;

import dev.pagefault.hardware.VolumeStat;
import dev.pagefault.mesh.DatabaseHost.Activity;
import dev.pagefault.mesh.SessionsReading.Seen;
import dev.pagefault.telemetry.Sample;
import dev.pagefault.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.h2.command.Command;
import org.h2.engine.SessionLocal;
import org.h2.value.Value;
import org.h2.value.ValueNull;
import org.jspecify.annotations.Nullable;

/** What a database tells of itself: diagnostics and meters. Safe for any thread. */
final class DatabaseReadings {
  private final String id;
  private final DatabaseHost host;
  private final org.h2.engine.Database database;
  private final Clock clock;
  private final DatabaseCpu cpu;
  private final @Nullable VolumeMeters volumeMeters;

  DatabaseReadings(String id, DatabaseHost host, org.h2.engine.Database database, Clock clock) {
    this.id = id;
    this.host = host;
    this.database = database;
    this.clock = clock;
    this.cpu = new DatabaseCpu(id, host.cpu.cores(), () -> host.cpu.stat().usageMicros(), clock);
    DatabaseVolume volume = host.ownVolume();
    this.volumeMeters = volume == null ? null : new VolumeMeters(volume);
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
    return SessionsReading.of(id, host.spec.maxConnections(), this::look, host::refusedLately);
  }

  Reading.Raw statements() {
    return StatementsReading.of(id, host.statements.read());
  }

  Reading.Raw plan() {
    StatementStats.Window window = host.statements.read();
    StatementStats.Stat slowest = StatementsReading.slowest(window);
    PlanCache.Plan plan = slowest == null ? null : slowest.plan();
    if (slowest == null || plan == null) {
      return StatementsReading.noQuery(id, window);
    }
    return StatementsReading.plan(id, window, "EXPLAIN ANALYZE", slowest.owner(), plan);
  }

  Reading.Raw cpu() throws InterruptedException {
    return cpu.read();
  }

  Reading.Raw volume() throws InterruptedException {
    DatabaseVolume volume = host.ownVolume();
    if (volume == null) {
      throw new IllegalArgumentException("diagnostic: " + id + " has no volume to read");
    }
    VolumeStat before = volume.stat();
    double queued = 0;
    for (int i = 0; i < SessionsReading.SAMPLES; i++) {
      SessionsReading.pause(SessionsReading.BETWEEN_NANOS);
      queued += volume.stat().volumeQueueLength();
    }
    double queue = queued / SessionsReading.SAMPLES;
    return new VolumeReading(id, volume, before, volume.stat(), queue).raw();
  }

  synchronized List<Sample> samples() {
    List<Sample> samples =
        new ArrayList<>(DatabaseMeters.sessions(look(), host.spec.maxConnections()));
    samples.addAll(cpu.samples());
    samples.addAll(DatabaseMeters.statements(host.statements.read()));
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
}
