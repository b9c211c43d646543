package dev.pagefault.mesh;

import dev.pagefault.hardware.Cgroup;
import dev.pagefault.hardware.QuotaUse;
import dev.pagefault.mesh.SessionsReading.Seen;
import dev.pagefault.telemetry.Sample;
import dev.pagefault.time.Clock;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a PostgreSQL tells of one of its databases: diagnostics and meters, from its own views, and
 * its processor from the cgroup that it sees itself in. Methods block, and throw {@link NotRunning}
 * where it doesn't answer. Safe for any thread.
 */
final class PostgresReadings {
  private static final String SESSIONS =
      """
      SELECT pid, coalesce(application_name, '') AS application, coalesce(state, '') AS state,
        coalesce(date_part('epoch', clock_timestamp() - CASE state
          WHEN 'active' THEN query_start ELSE state_change END), 0) AS seconds,
        wait_event_type, wait_event,
        CASE wait_event_type WHEN 'Lock' THEN (pg_blocking_pids(pid))[1] END AS holder,
        coalesce(query, '') AS query
      FROM pg_stat_activity
      WHERE datname = current_database() AND usename = 'app' AND backend_type = 'client backend'
      ORDER BY application_name, pid
      """;

  /**
   * Sessions that the server ended with FATAL before or after they began. Who is refused for want
   * of a connection is one, and on a healthy server nothing else: a session that somebody
   * terminates or whose process dies is counted elsewhere.
   */
  private static final String FATAL =
      "SELECT sessions_fatal FROM pg_stat_database WHERE datname = current_database()";

  /** A file of the server's own cgroup, as {@link Cgroup} names it; null where there is none. */
  private static final String CGROUP_FILE =
      "SELECT pg_read_file('/sys/fs/cgroup/' || ?, 0, 4096, true)";

  private final String id;
  private final int maxConnections;
  private final PostgresCosts costs;
  private final PostgresSession session;
  private final QuotaUse quota = new QuotaUse(new Cgroup(this::cgroup));
  private final PostgresStatements statements;
  private final RecentRise fatal;
  private final DatabaseCpu cpu;

  PostgresReadings(
      String id, int maxConnections, PostgresCosts costs, PostgresSession session, Clock clock) {
    this.id = id;
    this.maxConnections = maxConnections;
    this.costs = costs;
    this.session = session;
    this.statements = new PostgresStatements(clock);
    this.fatal = new RecentRise(clock);
    this.cpu = new DatabaseCpu(id, costs.cores(), this::usageMicros, clock);
    refusedLately(); // from here on they are counted
  }

  /** Sessions of applications at this moment. */
  List<Seen> look() {
    return session.ask(connection -> {
      List<Seen> seen = new ArrayList<>();
      try (Statement sql = connection.createStatement();
          ResultSet row = sql.executeQuery(SESSIONS)) {
        while (row.next()) {
          seen.add(seen(row));
        }
      }
      return seen;
    });
  }

  private static Seen seen(ResultSet row) throws SQLException {
    return new Seen(
        row.getInt("pid"),
        row.getString("application"),
        row.getString("state"),
        Math.max(0, row.getDouble("seconds")),
        event(row.getString("wait_event_type"), row.getString("wait_event"), row.getInt("holder")),
        PostgresStatement.shown(row.getString("query")));
  }

  /**
   * What a session waits for, in words.
   *
   * @param holder the session that holds the lock it waits for; 0 when it waits for none
   */
  static String event(@Nullable String type, @Nullable String event, int holder) {
    if (type == null || event == null || event.equals("PgSleep")) {
      return ""; // who sleeps there is at work: its cost is being spent
    }
    return type + ": " + event + (holder == 0 ? "" : ", held by " + holder);
  }

  Reading.Raw sessions() throws InterruptedException {
    return SessionsReading.of(id, maxConnections, this::look, this::refusedLately);
  }

  Reading.Raw statements() {
    return StatementsReading.of(id, session.ask(statements::read));
  }

  Reading.Raw plan() {
    return session.ask(connection -> {
      StatementStats.Window window = statements.read(connection);
      StatementStats.Stat slowest = StatementsReading.slowest(window);
      if (slowest == null) {
        return StatementsReading.noQuery(id, window);
      }
      PlanCache.Plan plan = PostgresPlan.of(connection, slowest.sql()); // as it is by now
      return StatementsReading.plan(id, window, PostgresPlan.ASKED, slowest.owner(), plan);
    });
  }

  Reading.Raw cpu() throws InterruptedException {
    return cpu.read();
  }

  List<Sample> samples() {
    List<Sample> samples = new ArrayList<>(DatabaseMeters.sessions(look(), maxConnections));
    samples.addAll(cpu.samples());
    samples.addAll(DatabaseMeters.statements(session.ask(statements::read)));
    refusedLately(); // so that the next reading knows how it stood
    return samples;
  }

  /** After the schema changed. */
  void forgetPlans() {
    statements.forget();
  }

  private int refusedLately() {
    return (int) fatal.to(session.ask(connection -> number(connection, FATAL)));
  }

  private static long number(Connection connection, String query) throws SQLException {
    try (Statement sql = connection.createStatement();
        ResultSet row = sql.executeQuery(query)) {
      return row.next() ? row.getLong(1) : 0;
    }
  }

  /**
   * Processor time of the modelled host: what the server's quota is to a core, that is to all of
   * the host's cores. Stands still where the server sees no cgroup.
   */
  private long usageMicros() {
    return quota.stat(costs.cores(), costs.serverCores()).usageMicros();
  }

  private Optional<String> cgroup(String file) {
    return session.ask(connection -> {
      try (PreparedStatement sql = connection.prepareStatement(CGROUP_FILE)) {
        sql.setString(1, file);
        try (ResultSet row = sql.executeQuery()) {
          row.next();
          return Optional.ofNullable(row.getString(1));
        }
      }
    });
  }
}
