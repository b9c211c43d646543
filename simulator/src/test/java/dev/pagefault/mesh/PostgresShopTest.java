package dev.pagefault.mesh;

import static dev.pagefault.mesh.RealPostgres.connect;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pagefault.scenario.Library;
import dev.pagefault.scenario.Step;
import dev.pagefault.scenario.Topology;
import dev.pagefault.time.Clock;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** The shop's schemas and statements, written for H2, on PostgreSQL; see {@link RealPostgres}. */
@EnabledIfSystemProperty(named = RealPostgres.URL, matches = "jdbc:postgresql:.+")
final class PostgresShopTest {
  /** Rows from which on a scan counts as one; those of the reports read 4,000. */
  private static final long FULL_SCAN = 500;

  private static final String REPORTS = ".*/(year-totals|chain-total|find-by-reference)";

  private static final double SERVER_CORES = 0.5;
  private static final Dialect DIALECT = new PostgresDialect();
  private static final Topology SHOP =
      Library.load(Path.of("..", "scenarios")).library().topology("shop");
  private static final String PREFIX = "pf-" + UUID.randomUUID() + "-";
  private static final Map<String, PostgresDatabase> DATABASES = new LinkedHashMap<>();

  /** What a request knows by the time it asks; whole numbers, as they travel. */
  private static final Map<String, String> ATTRIBUTES =
      Map.of("customer", "7", "sku", "7", "category", "7", "order", "7", "qty", "1");

  private static MeshHost host;

  @BeforeAll
  static void fill() throws SQLException {
    host = MeshHost.start();
    for (Map.Entry<String, Topology.Datastore> store : SHOP.datastores().entrySet()) {
      DATABASES.put(
          store.getKey(),
          PostgresDatabase.create(
              RealPostgres.server(),
              PREFIX + store.getKey(),
              store.getValue(),
              null,
              SERVER_CORES,
              host,
              Clock.system()));
    }
  }

  @AfterAll
  static void drop() throws Exception {
    for (Map.Entry<String, PostgresDatabase> database : DATABASES.entrySet()) {
      database.getValue().close();
      RealPostgres.drop(PREFIX + database.getKey());
    }
    Awaiting.await(host.close());
  }

  @Test
  void itsTablesAreFilledAsTheSchemaSays() throws SQLException {
    PostgresDatabase orders = database("orders-db");
    assertThat(orders.rows("SELECT count(*) AS n FROM orders"))
        .containsExactly(Map.of("n", "4000"));
    assertThat(orders.rows("SELECT email, status FROM orders WHERE id = 8"))
        .containsExactly(Map.of("email", "c9@example.org", "status", "shipped"));
    assertThat(orders.rows("SELECT label, qty FROM store_stock WHERE sku = 7 AND store = 1"))
        .containsExactly(Map.of("label", "00007", "qty", "4"));
    assertThat(orders.rows("SELECT token FROM wallets WHERE customer = 985"))
        .containsExactly(Map.of("token", "tok_985"));
    assertThat(database("catalog-db").rows("SELECT sku, cents FROM prices")).hasSize(501);
  }

  @Test
  void everyStatementRunsAndWritesChangeOneRow() throws SQLException {
    for (String store : SHOP.datastores().keySet()) {
      try (Connection connection = connect(database(store), "test")) {
        eachStatement(
            store,
            (owner, step) -> {
              try {
                if (step instanceof Step.Query query) {
                  NamedSql sql = NamedSql.parse(query.sql());
                  assertThat(
                          DIALECT
                              .query(connection, owner, sql.jdbc(), sql.args(ATTRIBUTES), 0)
                              .rows())
                      .as(owner)
                      .isNotEmpty();
                } else if (step instanceof Step.Write write) {
                  NamedSql sql = NamedSql.parse(write.sql());
                  assertThat(ATTRIBUTES.keySet()).containsAll(sql.names());
                  assertThat(
                          DIALECT.write(
                              connection, owner, sql.jdbc(), sql.args(ATTRIBUTES), 0, 0, 0))
                      .as(owner)
                      .isEqualTo(1);
                }
              } catch (SQLException e) {
                throw new AssertionError(owner, e);
              }
            });
      }
    }
  }

  @Test
  void ordinaryStatementsUseAnIndexAndTheReportsScan() throws SQLException {
    for (String store : SHOP.datastores().keySet()) {
      try (Connection connection =
          PostgresSession.connect(RealPostgres.server(), PREFIX + store, 5)) {
        eachStatement(
            store,
            (owner, step) -> {
              if (step instanceof Step.Query query) {
                PlanCache.Plan plan = plan(connection, query.sql());
                assertThat(plan.tableScanned() >= FULL_SCAN)
                    .as(owner + "\n" + plan.text())
                    .isEqualTo(owner.matches(REPORTS));
                assertThat(plan.scanned()).as(owner).isPositive();
              }
            });
      }
    }
  }

  @Test
  void aReportTakesWhatItsRowsCost() throws SQLException {
    try (Connection connection = connect(database("orders-db"), "test")) {
      String indexed = "select id, sku, status from orders where customer = ?";
      String scanning =
          "select count(*) as year_orders, max(id) as latest from orders"
              + " where lower(email) = lower('c' || ? || '@example.org')";
      millisOf(connection, indexed); // what a session does once is done
      assertThat(millisOf(connection, indexed)).isBetween(2.0, 60.0);
      assertThat(millisOf(connection, scanning)).isBetween(800.0, 1_200.0); // 4,000 × 0.2 ms
    }
  }

  private static double millisOf(Connection connection, String sql) throws SQLException {
    long began = Clock.system().nanos();
    assertThat(DIALECT.query(connection, "test/one", sql, List.of(7), 0).rows()).isNotEmpty();
    return (Clock.system().nanos() - began) / 1e6;
  }

  private static PlanCache.Plan plan(Connection connection, String sql) {
    StringBuilder numbered = new StringBuilder();
    int number = 0;
    for (String part : NamedSql.parse(sql).jdbc().split("\\?", -1)) {
      numbered.append(number == 0 ? "" : "$" + number).append(part);
      number++;
    }
    try {
      return PostgresPlan.of(connection, numbered.toString());
    } catch (SQLException e) {
      throw new AssertionError(sql, e);
    }
  }

  private static void eachStatement(String store, BiConsumer<String, Step> visit) {
    for (Map.Entry<String, Topology.Service> service : SHOP.services().entrySet()) {
      Step.walk(
          service.getValue().everyStep(),
          step -> {
            if ((step instanceof Step.Query query && query.datastore().equals(store))
                || (step instanceof Step.Write write && write.datastore().equals(store))) {
              visit.accept(service.getKey() + "/" + step.id(), step);
            }
          });
    }
  }

  private static PostgresDatabase database(String store) {
    return Objects.requireNonNull(DATABASES.get(store));
  }
}
