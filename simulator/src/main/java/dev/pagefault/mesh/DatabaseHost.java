package dev.pagefault.mesh;

import dev.pagefault.hardware.Cpu;
import dev.pagefault.hardware.CpuModel;
import dev.pagefault.scenario.ByteSize;
import dev.pagefault.scenario.Topology;
import dev.pagefault.time.Clock;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.h2.engine.SessionLocal;
import org.h2.message.DbException;
import org.jspecify.annotations.Nullable;

/**
 * The machine a database stands on, which several may share, and its own books: statements cost the
 * machine's processor, inside the session that runs them. Reached from within the database by
 * {@link DatabaseFunctions}. Safe for any thread.
 */
final class DatabaseHost {
  /** The user whose sessions are counted, as H2 spells it; the other is ours. */
  static final String CLIENT_USER = "APP";

  /** Longest a statement computes before it looks whether it was cancelled, nanoseconds. */
  private static final long SLICE = 10_000_000L;

  /** Refused connections remembered. */
  private static final int REFUSALS_KEPT = 1_000;

  final Topology.Datastore spec;
  final Cpu cpu;
  final PlanCache plans = new PlanCache();
  final StatementStats statements;
  final @Nullable DatabaseVolume volume;
  private final Clock clock;
  private final Map<Integer, Activity> activities = new ConcurrentHashMap<>();
  private volatile boolean shutDown;
  private final Deque<Long> refusals = new ArrayDeque<>();

  private DatabaseHost(
      Topology.Datastore spec, Cpu cpu, @Nullable DatabaseVolume volume, Clock clock) {
    this.spec = spec;
    this.clock = clock;
    this.cpu = cpu;
    this.statements = new StatementStats(clock);
    this.volume = volume;
  }

  /** A machine of a database's own. */
  static DatabaseHost own(Topology.Datastore spec, Clock clock) {
    Topology.Volume disk = spec.volume();
    return new DatabaseHost(
        spec,
        CpuModel.ofHost(spec.cores(), clock),
        disk == null ? null : new DatabaseVolume(disk, ResourceSettings.initial(spec), clock),
        clock);
  }

  /** This machine, for one database more. */
  DatabaseHost tenant(Topology.Datastore other) {
    return new DatabaseHost(other, cpu, volume == null ? null : volume.tenant(), clock);
  }

  /** Its volume where that is its own: a shared one is read, measured and changed at its owner. */
  @Nullable DatabaseVolume ownVolume() {
    return spec.volume() == null ? null : volume;
  }

  /**
   * What a session does or did last.
   *
   * @param executing whether it is at it
   * @param sinceNanos when that began, by the clock's monotonic time
   */
  record Activity(String query, boolean executing, long sinceNanos) {}

  /** What a statement is charged for. */
  record Charge(
      String owner,
      String sql,
      PlanCache.@Nullable Plan plan,
      long rows,
      long nanos,
      DatabaseVolume.Io io) {}

  /** Accepts a session, or refuses it as PostgreSQL does. */
  void admit(SessionLocal session) throws SQLException {
    synchronized (activities) {
      int clients = 0;
      Set<Integer> gone = new HashSet<>(activities.keySet());
      for (SessionLocal other : session.getDatabase().getSessions(false)) {
        gone.remove(other.getId());
        clients += isClient(other) ? 1 : 0;
      }
      activities.keySet().removeAll(gone);
      if (clients > spec.maxConnections()) {
        refusals.add(clock.nanos());
        if (refusals.size() > REFUSALS_KEPT) {
          refusals.remove();
        }
        throw ServerError.tooManyClients();
      }
      activities.put(session.getId(), new Activity("", false, clock.nanos()));
    }
  }

  /** What one execution of a query by such a plan costs, nanoseconds. */
  long cost(PlanCache.Plan plan) {
    return spec.perStatement().toNanos() + plan.scanned() * spec.perRow().toNanos();
  }

  /** What one execution of a query by such a plan reads from the volume. */
  DatabaseVolume.Io reads(PlanCache.Plan plan) {
    ByteSize perRow = spec.perRowIo();
    return DatabaseVolume.Io.reads(perRow == null ? 0 : plan.tableScanned() * perRow.bytes());
  }

  /**
   * Spends what a statement costs while its session is executing it.
   *
   * @param beforeNanos how long it has been executing already
   * @param timeoutMillis how long it may execute in all; 0 is no limit
   */
  void spend(SessionLocal session, Charge charge, long beforeNanos, int timeoutMillis)
      throws SQLException {
    long began = clock.nanos() - beforeNanos;
    String query = "/* " + charge.owner() + " */ " + charge.sql();
    activities.put(session.getId(), new Activity(query, true, began));
    try {
      if (volume != null) {
        volume.take(charge.io());
      }
      long left = shutDown ? 1 : charge.nanos();
      while (left > 0) {
        long slice = Math.min(left, SLICE);
        cpu.spend(slice);
        left -= slice;
        check(session, began, timeoutMillis);
      }
      if (volume != null) {
        int id = session.getId();
        volume.perform(id, charge.io(), () -> check(session, began, timeoutMillis));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw ServerError.cancelled();
    } finally {
      long now = clock.nanos();
      activities.put(session.getId(), new Activity(query, false, now));
      statements.record(charge.owner(), charge.sql(), charge.plan(), charge.rows(), now - began);
    }
  }

  @Nullable Activity activity(int session) {
    return activities.get(session);
  }

  /** What a session that executes waits for, beside locks; empty: nothing. */
  String waitEvent(int session) {
    return volume == null ? "" : volume.waitEvent(session);
  }

  /** Connections refused in the last {@link Figures#WINDOW_SECONDS}. */
  int refusedLately() {
    long since = clock.nanos() - Figures.WINDOW_SECONDS * 1_000_000_000L;
    synchronized (activities) {
      return (int) refusals.stream().filter(at -> at - since > 0).count();
    }
  }

  /** Whether a session belongs to an application. */
  static boolean isClient(SessionLocal session) {
    return session.getUser().getName().equals(CLIENT_USER);
  }

  /** From now on statements end with an error, those under way within a slice. */
  void shutDown() {
    shutDown = true;
  }

  private void check(SessionLocal session, long began, int timeoutMillis) throws SQLException {
    if (shutDown) {
      throw ServerError.shutDown();
    }
    if (timeoutMillis > 0 && clock.nanos() - began >= timeoutMillis * 1_000_000L) {
      throw ServerError.timedOut();
    }
    try {
      session.checkCanceled();
    } catch (DbException e) {
      throw ServerError.cancelled();
    }
  }
}
