package dev.pagefault.mesh;

import dev.pagefault.scenario.Topology;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What statements cost, really spent inside PostgreSQL in the session that runs them: functions
 * that {@link PostgresStatement} calls once the statement's rows are there.
 *
 * <p>The modelled host has more cores than the server is given, so a slice of stated time is spent
 * as a share of it: a loop of fixed length, and sleep up to the slice's end.
 *
 * <pre>
 *   at rest     ▆▁▁▁▁▁▁▁▁▁▆▁▁▁▁▁▁▁▁▁▆▁▁▁▁▁▁▁▁▁│ takes what is stated: 3 slices, 30 ms
 *   throttled   ▆····▆▁▁▁▁▆····▆····▁▁│        ▆ the same work; what it lost, it doesn't sleep
 * </pre>
 *
 * <p>Work and not time is fixed: a burn by the clock would take the time in which a server that has
 * used up its quota stands still for time spent. So the quota is in use as the modelled host's
 * cores would be, a host with time to spare takes exactly what is stated, and one without takes
 * longer by itself. All of it can be cancelled.
 *
 * @param cores of the modelled host
 * @param serverCores what the server's quota gives it of a real core
 * @param iterationsPerMicro of that loop on a core of its own
 */
record PostgresCosts(double cores, double serverCores, double iterationsPerMicro) {
  /** Where all that is ours is in a database, out of the way of its schema. */
  static final String SCHEMA = "pagefault";

  /** Longest that a statement works and sleeps before it looks at its timeout, microseconds. */
  private static final int SLICE_MICROS = 10_000;

  /** Length of the loop that is timed: a few milliseconds, and how often. */
  private static final int TIMED_ITERATIONS = 200_000;

  private static final int TIMED_RUNS = 30;

  private static final String TIMED =
      """
      CREATE OR REPLACE FUNCTION pagefault.pf_timed(iterations integer) RETURNS double precision
      LANGUAGE plpgsql AS $$
      DECLARE
        began timestamptz := clock_timestamp();
      BEGIN
        FOR i IN 1..iterations LOOP
          NULL;
        END LOOP;
        RETURN 1000000 * date_part('epoch', clock_timestamp() - began);
      END $$
      """;

  /** Tables and their indexes. */
  private static final String RELATIONS =
      "SELECT oid::bigint FROM pg_class"
          + " WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'i')";

  PostgresCosts {
    if (cores <= 0 || serverCores <= 0 || iterationsPerMicro <= 0) {
      throw new IllegalArgumentException(
          "cores: %s of the host and %s of the server must be above 0"
              .formatted(cores, serverCores));
    }
  }

  /**
   * Times the loop on a server that has no quota yet, or has rested. The shortest run counts: what
   * disturbs one makes it longer.
   *
   * @param sql in a database that has our schema
   */
  static PostgresCosts measured(Statement sql, double cores, double serverCores)
      throws SQLException {
    sql.execute(TIMED);
    double micros = Double.MAX_VALUE;
    for (int run = 0; run < TIMED_RUNS; run++) {
      try (ResultSet row =
          sql.executeQuery("SELECT pagefault.pf_timed(%d)".formatted(TIMED_ITERATIONS))) {
        row.next();
        micros = Math.min(micros, row.getDouble(1));
      }
    }
    return new PostgresCosts(cores, serverCores, TIMED_ITERATIONS / Math.max(1, micros));
  }

  /** How much of stated time is worked. */
  double share() {
    return Math.min(1, serverCores / cores);
  }

  /** Creates the functions in a database, or replaces them when its tables have changed. */
  void install(Statement sql, Topology.Datastore spec) throws SQLException {
    long perStatement = spec.perStatement().toNanos();
    sql.execute(scanned(PostgresSetup.longs(sql, RELATIONS)));
    sql.execute(spend(share() * iterationsPerMicro));
    sql.execute(query(perStatement, spec.perRow().toNanos()));
    sql.execute(write(perStatement));
  }

  /**
   * Rows that a session has scanned: of tables as a whole, and entries of indexes. They are counted
   * until the session passes them on between two transactions, so only a difference within one
   * means anything.
   */
  private static String scanned(List<Long> relations) {
    String sum =
        relations.stream()
            .map(oid -> " + pg_stat_get_xact_tuples_returned(" + oid + ")")
            .collect(Collectors.joining());
    return """
    CREATE OR REPLACE FUNCTION pagefault.pf_scanned() RETURNS bigint
    LANGUAGE plpgsql AS $$
    BEGIN
      RETURN 0%s;
    END $$
    """
        .formatted(sum);
  }

  /**
   * Spends a cost. PostgreSQL sleeps whole milliseconds, rounded up: without half of one it is
   * right on average.
   */
  private static String spend(double iterationsPerStatedMicro) {
    String rate = String.format(Locale.ROOT, "%.6f", iterationsPerStatedMicro);
    return """
    CREATE OR REPLACE FUNCTION pagefault.pf_spend(cost_micros bigint, timeout_millis integer)
    RETURNS void LANGUAGE plpgsql AS $$
    DECLARE
      togo bigint := cost_micros;
      slice bigint;
      due timestamptz := clock_timestamp();
      rest double precision;
    BEGIN
      WHILE togo > 0 LOOP
        slice := least(togo, %d);
        togo := togo - slice;
        due := due + slice * interval '1 microsecond';
        FOR i IN 1..(slice * '%s'::double precision)::integer LOOP
          NULL;
        END LOOP;
        rest := date_part('epoch', due - clock_timestamp()) - 0.0005;
        IF rest > 0 THEN
          PERFORM pg_sleep(rest);
        END IF;
        IF timeout_millis > 0 AND clock_timestamp() - statement_timestamp()
            >= timeout_millis * interval '1 millisecond' THEN
          RAISE EXCEPTION USING ERRCODE = 'query_canceled',
            MESSAGE = 'canceling statement due to statement timeout';
        END IF;
      END LOOP;
    END $$
    """
        .formatted(SLICE_MICROS, rate);
  }

  private static String query(long perStatementNanos, long perRowNanos) {
    return """
    CREATE OR REPLACE FUNCTION pagefault.pf_query(
      scanned_before bigint, answered bigint, timeout_millis integer)
    RETURNS bigint LANGUAGE plpgsql AS $$
    DECLARE
      scanned bigint := greatest(0, pagefault.pf_scanned() - scanned_before);
    BEGIN
      PERFORM pagefault.pf_spend((%d + scanned * %d) / 1000, timeout_millis);
      RETURN scanned;
    END $$
    """
        .formatted(perStatementNanos, perRowNanos);
  }

  private static String write(long perStatementNanos) {
    return """
    CREATE OR REPLACE FUNCTION pagefault.pf_write(
      changed bigint, cost_micros bigint, timeout_millis integer)
    RETURNS bigint LANGUAGE plpgsql AS $$
    BEGIN
      PERFORM pagefault.pf_spend(%d / 1000 + cost_micros, timeout_millis);
      RETURN changed;
    END $$
    """
        .formatted(perStatementNanos);
  }
}
