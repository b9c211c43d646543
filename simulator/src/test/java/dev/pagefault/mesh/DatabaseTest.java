package dev.pagefault.mesh;

import static dev.pagefault.mesh.Application.run;
import static dev.pagefault.mesh.Application.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.pagefault.telemetry.Sample;
import dev.pagefault.time.Clock;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class DatabaseTest {
  private static final String OWNER = "orders/find";
  private static final String BY_KEY = "SELECT id, total FROM orders WHERE id = ?";
  private static final String BY_CUSTOMER = "SELECT id FROM orders WHERE customer = ?";

  private Database database;

  @BeforeEach
  void start() {
    database = Database.start("orders-db", TinyTopology.datastore(4), Clock.system());
  }

  @AfterEach
  void stop() {
    database.close();
    assertThat(DatabaseFunctions.registered()).isZero();
  }

  @Test
  void aQueryAnswersItsRowsInLowerCase() throws SQLException {
    try (Connection connection = connect("a")) {
      SqlResult result = SqlSession.query(connection, OWNER, BY_KEY, List.of(7), 0);
      assertThat(result.rows()).containsExactly(Map.of("id", "7", "total", "21"));
    }
  }

  @Test
  void aStatementCostsWhatItsPlanScansAndLessWithAnIndex() throws Exception {
    try (Connection connection = connect("a")) {
      SqlSession.query(connection, OWNER, BY_CUSTOMER, List.of(5), 0);
      double scan = total("pg_stat_statements_seconds_total");
      assertThat(scan).isGreaterThan(0.100); // 0.2 ms and 2,001 rows of 50 µs
      assertThat(database.read(Diagnostic.PLAN).figures())
          .containsEntry(Figures.TABLE_SCANNED, 2_001.0);
      database.migrate("CREATE INDEX by_customer ON orders (customer)");
      SqlSession.query(connection, OWNER, BY_CUSTOMER, List.of(5), 0);
      double index = total("pg_stat_statements_seconds_total") - scan;
      assertThat(index).isBetween(0.001, scan / 2); // 21 rows
      assertThat(database.read(Diagnostic.PLAN).figures())
          .containsEntry(Figures.TABLE_SCANNED, 0.0)
          .containsEntry(Figures.SCANNED, 21.0);
      assertThat(total("container_cpu_usage_seconds_total")).isGreaterThan(0.01);
    }
  }

  @Test
  void sessionsTellTheTruthWhileAStatementIsCharged() throws Exception {
    try (Connection busy = connect("orders-eu-1");
        Connection idle = connect("orders-us-1")) {
      var running = run(() -> write(busy, 1, 900, 0));
      await()
          .untilAsserted(() ->
              assertThat(row("orders-eu-1"))
                  .containsEntry("state", "active")
                  .containsEntry(
                      "query", "/* orders/pay */ UPDATE orders SET total = 1 WHERE id = ?"));
      assertThat(row("orders-us-1")).containsEntry("state", "idle").containsEntry("query", "");
      assertThat(gauge("active", "orders-eu-1")).isEqualTo(1);
      running.join();
      assertThat(row("orders-eu-1")).containsEntry("state", "idle");
      assertThat(idle.isValid(1)).isTrue();
    }
  }

  @Test
  void aWriteHoldsItsRowWhileItIsCharged() throws Exception {
    try (Connection first = connect("first");
        Connection second = connect("second")) {
      var running = run(() -> write(first, 1, 1_500, 0));
      await().until(() -> "active".equals(row("first").get("state")));
      var waiting = run(() -> write(second, 1, 0, 0));
      await()
          .untilAsserted(
              () -> assertThat(row("second").get("wait_event")).startsWith("Lock: transactionid"));
      assertThat(running.isDone()).isFalse();
      running.join();
      waiting.join();
    }
  }

  @Test
  void aStatementCanBeCancelledWhileItIsCharged() throws Exception {
    try (Connection connection = connect("orders-eu-1")) {
      var running = run(() -> write(connection, 1, 60_000, 0));
      await().until(() -> "active".equals(row("orders-eu-1").get("state")));
      int pid = Integer.parseInt(row("orders-eu-1").get("pid"));
      assertThat(database.cancel(pid)).isTrue();
      assertThatExceptionOfType(CompletionException.class)
          .isThrownBy(running::join)
          .withMessageContaining("ERROR: canceling statement due to user request");
      assertThat(database.cancel(pid)).isFalse();
      assertThat(SqlSession.query(connection, OWNER, BY_KEY, List.of(1), 0).rows())
          .containsExactly(Map.of("id", "1", "total", "3")); // rolled back
    }
  }

  @Test
  void aStatementThatTakesLongerThanItsCallerAllowsIsCancelled() throws SQLException {
    try (Connection connection = connect("orders-eu-1")) {
      assertThatExceptionOfType(SQLException.class)
          .isThrownBy(() -> SqlSession.query(connection, OWNER, BY_CUSTOMER, List.of(5), 30))
          .withMessage("ERROR: canceling statement due to statement timeout");
    }
  }

  @Test
  void tooManyClientsAreRefusedAndComeInOnceAnotherLeaves() throws Exception {
    List<Connection> held = List.of(connect("a"), connect("b"), connect("c"), connect("d"));
    assertThatExceptionOfType(SQLException.class)
        .isThrownBy(() -> connect("e"))
        .withMessage("FATAL: sorry, too many clients already");
    assertThat(database.read(Diagnostic.SESSIONS).figures())
        .containsEntry(Figures.REFUSED, 1.0)
        .containsEntry(Figures.TOTAL, 4.0)
        .containsEntry(Figures.MAX, 4.0);
    held.getFirst().close();
    connect("e").close();
    for (Connection connection : held) {
      connection.close();
    }
  }

  @Test
  void statementsAreAttributedToTheirOwners() throws Exception {
    try (Connection connection = connect("a")) {
      SqlSession.query(connection, OWNER, BY_KEY, List.of(1), 0);
      SqlSession.query(connection, OWNER, BY_KEY, List.of(2), 0);
      write(connection, 3, 5, 0);
    }
    Reading.Raw raw = database.read(Diagnostic.STATEMENTS);
    assertThat(raw.rows())
        .extracting(it -> it.get("statement") + " " + it.get("calls") + " " + it.get("rows"))
        .containsExactlyInAnyOrder("orders/find 2 2", "orders/pay 1 1");
    assertThat(raw.text()).contains("mean_ms").contains(BY_KEY);
    assertThat(raw.figures().get(Figures.RATE_OF + OWNER))
        .isGreaterThan(2 / 30.0) // the window is never quite so long
        .isLessThanOrEqualTo(2 / 25.0);
    assertThat(database.telemetry().result().samples())
        .filteredOn(it -> it.name().equals("pg_stat_statements_calls_total"))
        .extracting(it -> it.labels().get("query") + " " + it.value())
        .containsExactlyInAnyOrder("orders/find 2.0", "orders/pay 1.0");
  }

  @Test
  void aClosedDatabaseIsGoneAndEndsWhatRuns() throws Exception {
    Connection connection = connect("a");
    var running = run(() -> write(connection, 1, 60_000, 0));
    await().until(() -> "active".equals(row("a").get("state")));
    String url = database.jdbcUrl();
    database.close();
    assertThatExceptionOfType(CompletionException.class).isThrownBy(running::join);
    assertThatExceptionOfType(SQLException.class)
        .isThrownBy(() -> DriverManager.getConnection(url))
        .withMessageContaining("not found");
  }

  @Test
  void fiftyOpenedAndClosedLeaveNothing() throws SQLException {
    Threads before = Threads.now();
    for (int i = 0; i < 50; i++) {
      Database another = Database.start("db" + i, TinyTopology.datastore(4), Clock.system());
      try (Connection connection = DriverManager.getConnection(another.jdbcUrl())) {
        SqlSession.query(connection, OWNER, BY_KEY, List.of(1), 0);
      }
      another.close();
    }
    assertThat(DatabaseFunctions.registered()).isEqualTo(1);
    before.assertNoOthersStay();
  }

  @Test
  void aSchemaThatFailsIsRefusedByItsField() {
    var spec = TinyTopology.datastore(4);
    var broken =
        new dev.pagefault.scenario.Topology.Datastore(
            "", "", 1, 4, "CREATE TABEL t (id INT)", spec.perStatement(), spec.perRow());
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> Database.start("bad-db", broken, Clock.system()))
        .withMessageStartingWith("datastores.bad-db.schema: ");
  }

  private Connection connect(String application) throws SQLException {
    return Application.connect(database, application);
  }

  private Map<String, String> row(String application) {
    return Application.row(database, application);
  }

  private double gauge(String state, String application) {
    return database.telemetry().result().samples().stream()
        .filter(it -> it.name().equals("pg_stat_activity_count"))
        .filter(it -> it.labels().equals(Map.of("state", state, "application_name", application)))
        .mapToDouble(Sample::value)
        .sum();
  }

  private double total(String metric) {
    return database.telemetry().result().samples().stream()
        .filter(it -> it.name().equals(metric))
        .mapToDouble(Sample::value)
        .sum();
  }
}
