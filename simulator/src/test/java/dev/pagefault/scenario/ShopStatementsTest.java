package dev.pagefault.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The shop's statements run, and scan as many rows as its arithmetic says. */
class ShopStatementsTest {
  private static final Pattern SCANS = Pattern.compile("scanCount: (\\d+)");

  private final Topology shop = Library.load(Path.of("..", "scenarios")).library().topology("shop");

  @Test
  void ordinary_statements_use_an_index_and_the_reports_scan() throws SQLException {
    Map<String, Integer> scanned = new TreeMap<>();
    for (Map.Entry<String, Topology.Datastore> store : shop.datastores().entrySet()) {
      try (Connection connection = DriverManager.getConnection("jdbc:h2:mem:");
          Statement statement = connection.createStatement()) {
        statement.execute(store.getValue().schema());
        statement.execute("analyze");
        for (Map.Entry<String, Topology.Service> service : shop.services().entrySet()) {
          Step.walk(
              service.getValue().everyStep(),
              step -> {
                if (step instanceof Step.Query query && query.datastore().equals(store.getKey())) {
                  String name = service.getKey() + "/" + query.id();
                  scanned.put(name, scanned(statement, query.sql(), name));
                } else if (step instanceof Step.Write write
                    && write.datastore().equals(store.getKey())) {
                  assertThat(updated(statement, write.sql())).as(write.id()).isEqualTo(1);
                }
              });
        }
      }
    }
    assertThat(scanned)
        .allSatisfy((name, rows) -> {
          if (name.matches(".*/(year-totals|chain-total|find-by-reference)")) {
            assertThat(rows).as(name).isBetween(3_900, 4_100);
          } else {
            assertThat(rows).as(name).isLessThanOrEqualTo(27);
          }
        });
    assertThat(scanned).hasSizeGreaterThan(12);
  }

  @Test
  void a_sold_out_item_and_an_expired_cart_are_found_nowhere() throws SQLException {
    Topology.Datastore orders = shop.datastores().get("orders-db");
    try (Connection connection = DriverManager.getConnection("jdbc:h2:mem:");
        Statement statement = connection.createStatement()) {
      assertThat(orders).isNotNull();
      statement.execute(orders == null ? "" : orders.schema());
      assertThat(rows(statement, "select * from stock where sku = 777 and available > 0")).isZero();
      assertThat(rows(statement, "select * from carts where customer = 1500")).isZero();
      assertThat(rows(statement, "select * from stock where available = 0")).isEqualTo(1);
      assertThat(
              rows(
                  statement,
                  "select * from system_range(1, 1000) where x not in (select customer from carts)"))
          .isZero();
    }
  }

  private static int rows(Statement statement, String sql) throws SQLException {
    int rows = 0;
    try (ResultSet result = statement.executeQuery(sql)) {
      while (result.next()) {
        rows++;
      }
    }
    return rows;
  }

  private static int scanned(Statement statement, String sql, String name) {
    try (ResultSet plan = statement.executeQuery("explain analyze " + bound(sql))) {
      plan.next();
      Matcher scans = SCANS.matcher(plan.getString(1));
      int sum = 0;
      while (scans.find()) {
        sum += Integer.parseInt(scans.group(1));
      }
      return sum;
    } catch (SQLException e) {
      throw new IllegalStateException(name + ": " + sql, e);
    }
  }

  private static int updated(Statement statement, String sql) {
    try {
      return statement.executeUpdate(bound(sql));
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  private static String bound(String sql) {
    return sql.replaceAll("(?<![:\\w]):[a-z]+", "'7'");
  }
}
