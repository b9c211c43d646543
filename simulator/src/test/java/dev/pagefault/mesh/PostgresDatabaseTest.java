package dev.pagefault.mesh;

import static dev.pagefault.mesh.RealPostgres.connect;
import static dev.pagefault.mesh.RealPostgres.pay;
import static dev.pagefault.mesh.RealPostgres.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.pagefault.scenario.Topology;
import dev.pagefault.telemetry.Sample;
import dev.pagefault.time.Clock;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** A database of two modelled cores on half a real one; see {@link RealPostgres}. */
@EnabledIfSystemProperty(named = RealPostgres.URL, matches = "jdbc:postgresql:.+")
final class PostgresDatabaseTest {
  private static final double SERVER_CORES = 0.5;
  private static final String OWNER = "orders/find";
  private static final String BY_KEY = "SELECT id, total FROM orders WHERE id = ?";
  private static final String BY_CUSTOMER = "SELECT id FROM orders WHERE customer = ?";
  private static final Dialect DIALECT = new PostgresDialect();

  private final String id = "pf-" + UUID.randomUUID();
  private final String tenantId = id + "-tenant";
  private MeshHost host;
  private PostgresDatabase database;

  @BeforeEach
  void start() throws SQLException {
    host = MeshHost.start();
    database = create(id, TinyTopology.datastore(4), null);
  }

  @AfterEach
  void stop() throws Exception {
    database.close();
    RealPostgres.drop(id);
    RealPostgres.drop(tenantId);
    Awaiting.await(host.close());
  }

  @Test
  void aQueryAnswersItsRowsAndNoneWhereThereIsNone() throws SQLException {
    try (Connection connection = connect(database, "a")) {
      assertThat(ask(connection, BY_KEY, 7)).containsExactly(Map.of("id", "7", "total", "21"));
      assertThat(ask(connection, BY_KEY, 7_000_000)).isEmpty();
      assertThat(ask(connection, "SELECT max(id) AS latest FROM orders WHERE id < ?", 0))
          .containsExactly(Map.of()); // one row, whose column is null
      assertThat(ask(connection, TinyTopology.BY_SCAN.replace(":order", "?"), 7))
          .containsExactly(Map.of("id", "7", "total", "21"));
      var most = ask(connection, "SELECT id FROM orders WHERE id > ? ORDER BY id DESC", 0);
      assertThat(most).hasSize(SqlSession.ROWS_MAX);
      assertThat(most.getFirst()).isEqualTo(Map.of("id", "2000"));
    }
  }

  @Test
  void aWriteTellsHowManyRowsItChanged() throws SQLException {
    try (Connection connection = connect(database, "a")) {
      assertThat(write(connection, "UPDATE orders SET total = 9 WHERE id < ?", 4)).isEqualTo(3);
      assertThat(write(connection, "UPDATE orders SET total = 9 WHERE id = ?", 0)).isZero();
      assertThat(write(connection, "DELETE FROM orders WHERE id = ?", 3)).isEqualTo(1);
      assertThat(ask(connection, BY_KEY, 2)).containsExactly(Map.of("id", "2", "total", "9"));
      assertThat(ask(connection, BY_KEY, 3)).isEmpty();
    }
  }

  @Test
  void aStatementCostsWhatItScansAndLessWithAnIndex() throws Exception {
    try (Connection connection = connect(database, "a")) {
      ask(connection, BY_KEY, 1); // what a session does once is done
      double scan = millisOf(connection, BY_CUSTOMER);
      assertThat(scan).isBetween(100.0, 200.0); // 0.2 ms and 2,000 rows of 50 µs
      assertThat(database.read(Diagnostic.PLAN).figures())
          .containsEntry(Figures.TABLE_SCANNED, 2_000.0);
      database.migrate("CREATE INDEX by_customer ON orders (customer)");
      double index = millisOf(connection, BY_CUSTOMER);
      assertThat(index).isLessThan(scan / 4); // 20 rows
      Reading.Raw plan = database.read(Diagnostic.PLAN);
      assertThat(plan.figures()).containsEntry(Figures.TABLE_SCANNED, 0.0);
      assertThat(plan.figures().get(Figures.SCANNED)).isBetween(10.0, 40.0);
      assertThat(plan.text()).contains("by_customer").contains(OWNER);
    }
  }

  @Test
  void sessionsTellTheTruthWhileAStatementIsCharged() throws Exception {
    try (Connection busy = connect(database, "orders-eu-1");
        Connection idle = connect(database, "orders-us-1")) {
      var running = pay(busy, 1, 1_500);
      await()
          .untilAsserted(() ->
              assertThat(row(database, "orders-eu-1"))
                  .containsEntry("state", "active")
                  .containsEntry("wait_event", "")
                  .containsEntry(
                      "query", "/* orders/pay */ UPDATE orders SET total = 1 WHERE id = $1"));
      assertThat(row(database, "orders-us-1"))
          .containsEntry("state", "idle")
          .containsEntry("wait_event", "Client: ClientRead");
      assertThat(sample("pg_stat_activity_count", "active", "orders-eu-1")).isEqualTo(1);
      running.join();
      assertThat(row(database, "orders-eu-1")).containsEntry("state", "idle");
      assertThat(idle.isValid(1)).isTrue();
    }
  }

  @Test
  void aWriteHoldsItsRowWhileItIsCharged() throws Exception {
    try (Connection first = connect(database, "first");
        Connection second = connect(database, "second")) {
      var running = pay(first, 1, 1_500);
      await().until(() -> "active".equals(row(database, "first").get("state")));
      String holder = row(database, "first").getOrDefault("pid", "");
      var waiting = pay(second, 1, 0);
      await()
          .untilAsserted(() ->
              assertThat(row(database, "second"))
                  .containsEntry("wait_event", "Lock: transactionid, held by " + holder));
      assertThat(running.isDone()).isFalse();
      running.join();
      waiting.join();
    }
  }

  @Test
  void aStatementCanBeCancelledWhileItIsCharged() throws Exception {
    try (Connection connection = connect(database, "orders-eu-1")) {
      var running = pay(connection, 1, 60_000);
      await().until(() -> "active".equals(row(database, "orders-eu-1").get("state")));
      int pid = Integer.parseInt(row(database, "orders-eu-1").getOrDefault("pid", "0"));
      assertThat(database.cancel(pid)).isTrue();
      assertThatExceptionOfType(CompletionException.class)
          .isThrownBy(running::join)
          .withMessageContaining("ERROR: canceling statement due to user request");
      assertThat(database.cancel(pid)).isFalse();
      assertThat(ask(connection, BY_KEY, 1))
          .containsExactly(Map.of("id", "1", "total", "3")); // rolled back
    }
  }

  @Test
  void aStatementThatTakesLongerThanItsCallerAllowsIsCancelled() throws Exception {
    String words = "ERROR: canceling statement due to statement timeout";
    try (Connection connection = connect(database, "a");
        Connection holder = connect(database, "b")) {
      assertThatExceptionOfType(SQLException.class)
          .isThrownBy(() -> DIALECT.query(connection, OWNER, BY_CUSTOMER, List.of(5), 30))
          .withMessage(words);
      var holding = pay(holder, 1, 3_000);
      await().until(() -> "active".equals(row(database, "b").get("state")));
      assertThatExceptionOfType(SQLException.class) // while it waits for a lock, by the second
          .isThrownBy(() ->
              DIALECT.write(
                  connection,
                  OWNER,
                  "UPDATE orders SET total = 1 WHERE id = ?",
                  List.of(1),
                  0,
                  0,
                  1_000))
          .withMessage(words);
      holding.join();
    }
  }

  @Test
  void tooManyClientsAreRefusedAndComeInOnceAnotherLeaves() throws Exception {
    List<Connection> held = new ArrayList<>();
    for (String name : List.of("a", "b", "c", "d")) {
      held.add(connect(database, name));
    }
    assertThatExceptionOfType(SQLException.class)
        .isThrownBy(() -> connect(database, "e"))
        .withMessage("FATAL: too many connections for database \"" + id + "\"");
    assertThat(database.read(Diagnostic.SESSIONS).figures())
        .containsEntry(Figures.REFUSED, 1.0)
        .containsEntry(Figures.TOTAL, 4.0)
        .containsEntry(Figures.MAX, 4.0);
    held.getFirst().close();
    await().until(() -> row(database, "a").isEmpty());
    connect(database, "e").close();
    for (Connection connection : held) {
      connection.close();
    }
  }

  @Test
  void statementsAreAttributedToTheirOwners() throws Exception {
    try (Connection connection = connect(database, "a")) {
      ask(connection, BY_KEY, 1);
      ask(connection, BY_KEY, 2);
      DIALECT.query(connection, "orders/find-again", BY_KEY, List.of(0), 0); // the same text
      pay(connection, 3, 5).join();
    }
    Reading.Raw raw = database.read(Diagnostic.STATEMENTS);
    assertThat(raw.rows())
        .extracting(it -> it.get("statement") + " " + it.get("calls") + " " + it.get("rows"))
        .containsExactlyInAnyOrder("orders/find 2 2", "orders/find-again 1 0", "orders/pay 1 1");
    assertThat(raw.text())
        .contains("mean_ms")
        .contains("SELECT id, total FROM orders WHERE id = $1")
        .doesNotContain("pf_");
    assertThat(raw.figures().get(Figures.RATE_OF + OWNER)).isBetween(2 / 30.0, 2 / 25.0);
    assertThat(raw.figures().get(Figures.MEAN_MS_OF + "orders/pay")).isBetween(4.0, 100.0);
    assertThat(samples())
        .filteredOn(it -> it.name().equals("pg_stat_statements_calls_total"))
        .extracting(it -> it.labels().get("query") + " " + it.value())
        .containsExactlyInAnyOrder("orders/find 2.0", "orders/find-again 1.0", "orders/pay 1.0");
  }

  @Test
  void itsProcessorIsTheModelledHosts() throws Exception {
    Reading.Raw raw = database.read(Diagnostic.CPU);
    assertThat(raw.figures().get(Figures.UTILISATION)).isBetween(0.0, 1.0);
    assertThat(raw.text()).contains(" of 2.0 cores in use");
    assertThat(samples())
        .extracting(Sample::name)
        .contains(
            "container_cpu_usage_seconds_total",
            "db_cpu_utilization",
            "pg_settings_max_connections");
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> database.read(Diagnostic.VOLUME))
        .withMessageContaining("a datastore has no VOLUME here");
  }

  @Test
  void aTenantIsADatabaseBesideItsLandlords() throws Exception {
    PostgresDatabase tenant = create(tenantId, TinyTopology.tenant(id), database);
    try (Connection theirs = connect(tenant, "reports-eu-1")) {
      var running = pay(theirs, 1, 800);
      await().until(() -> "active".equals(row(tenant, "reports-eu-1").get("state")));
      assertThat(database.activity()).isEmpty();
      assertThat(tenant.read(Diagnostic.CPU).text()).contains(" of 2.0 cores in use");
      running.join();
      assertThat(database.rows("SELECT total FROM orders WHERE id = 1"))
          .containsExactly(Map.of("total", "3"));
    } finally {
      tenant.close();
    }
  }

  @Test
  void whatIsShutDownEndsWhatRunsAndLetsNobodyIn() throws Exception {
    Connection connection = connect(database, "a");
    var running = pay(connection, 1, 60_000);
    await().until(() -> "active".equals(row(database, "a").get("state")));
    database.shutDown();
    assertThatExceptionOfType(CompletionException.class).isThrownBy(running::join);
    assertThatExceptionOfType(SQLException.class)
        .isThrownBy(() -> DriverManager.getConnection(database.jdbcUrl()))
        .withMessageContaining("too many connections");
    database.close();
    database.shutDown(); // says nothing of a server that is gone
    assertThatExceptionOfType(NotRunning.class)
        .isThrownBy(() -> database.read(Diagnostic.SESSIONS))
        .withMessageContaining("doesn't answer");
  }

  @Test
  void aSchemaThatFailsIsRefusedByItsField() {
    Topology.Datastore spec = TinyTopology.datastore(4);
    var broken =
        new Topology.Datastore(
            "", "", 1, 4, "CREATE TABEL t (id INT)", spec.perStatement(), spec.perRow());
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> create(tenantId, broken, null))
        .withMessageStartingWith("datastores." + tenantId + ".schema: ");
  }

  private PostgresDatabase create(
      String name, Topology.Datastore spec, @Nullable PostgresDatabase landlord)
      throws SQLException {
    return PostgresDatabase.create(
        RealPostgres.server(), name, spec, landlord, SERVER_CORES, host, Clock.system());
  }

  private static List<Map<String, String>> ask(Connection connection, String sql, int arg)
      throws SQLException {
    return DIALECT.query(connection, OWNER, sql, List.of(arg), 0).rows();
  }

  private static int write(Connection connection, String sql, int arg) throws SQLException {
    return DIALECT.write(connection, "orders/pay", sql, List.of(arg), 0, 0, 0);
  }

  private static double millisOf(Connection connection, String sql) throws SQLException {
    long began = Clock.system().nanos();
    ask(connection, sql, 5);
    return (Clock.system().nanos() - began) / 1e6;
  }

  private List<Sample> samples() throws Exception {
    return Awaiting.await(database.telemetry()).samples();
  }

  private double sample(String name, String state, String application) throws Exception {
    return samples().stream()
        .filter(it -> it.name().equals(name))
        .filter(it -> it.labels().equals(Map.of("state", state, "application_name", application)))
        .mapToDouble(Sample::value)
        .sum();
  }
}
