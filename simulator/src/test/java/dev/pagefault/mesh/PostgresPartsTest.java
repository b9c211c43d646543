package dev.pagefault.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pagefault.time.ManualClock;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What needs no server. */
final class PostgresPartsTest {
  private static final String SQL = "select qty from carts where customer = ?";

  @Test
  void aStatementIsReadOutAsItWasPutIn() {
    String query = PostgresStatement.query("cart/read", SQL, 500);
    assertThat(PostgresStatement.parse(query))
        .isEqualTo(new PostgresStatement("cart/read", SQL, false));
    String write = PostgresStatement.write("cart/put", "update carts set qty = ?", 30_000, 0);
    assertThat(PostgresStatement.parse(write))
        .isEqualTo(new PostgresStatement("cart/put", "update carts set qty = ?", true));
    assertThat(PostgresStatement.shown(query)).isEqualTo("/* cart/read */ " + SQL);
  }

  @Test
  void aStatementThatIsCutOffShowsWhatIsLeft() {
    String query = PostgresStatement.query("cart/read", SQL, 0);
    String cut = query.substring(0, query.indexOf("where"));
    assertThat(PostgresStatement.shown(cut)).isEqualTo("/* cart/read */ select qty from carts ");
  }

  @Test
  void whatIsNoStepsStatementIsShownByItsFirstLine() {
    assertThat(PostgresStatement.parse("SET application_name = 'a'")).isNull();
    assertThat(PostgresStatement.shown("SET application_name = 'a'\n-- b"))
        .isEqualTo("SET application_name = 'a'");
    assertThat(PostgresStatement.shown("")).isEmpty();
  }

  @Test
  void twoOwnersOfOneTextAreTwoNames() {
    assertThat(PostgresStatement.query("a/\"b\"", SQL, 0))
        .contains("\"a/\"\"b\"\"\" AS MATERIALIZED (/*<*/ /* a/\"b\" */ select");
  }

  @Test
  void aPlansScansAreTheRowsOfItsTablesAndWhatIndexesFind() {
    String scan =
        """
        Aggregate  (cost=118.05..118.06 rows=1 width=12)
          ->  Seq Scan on orders  (cost=0.00..118.00 rows=20 width=4)
                Filter: (lower((email)::text) = lower((('c'::text || $1) || $2)))\
        """;
    assertThat(PostgresPlan.read(scan, Map.of("orders", 4_000L)))
        .isEqualTo(new PlanCache.Plan(scan, 4_000, 4_000));
    String index =
        """
        Nested Loop  (cost=4.31..30.20 rows=4 width=8)
          ->  Bitmap Heap Scan on orders  (cost=4.31..15.27 rows=4 width=8)
                ->  Bitmap Index Scan on orders_customer  (cost=0.00..4.31 rows=5 width=0)
          ->  Index Only Scan using stock_pkey on stock  (cost=0.27..8.29 rows=1 width=4)
          ->  Seq Scan on promotions  (cost=0.00..1.20 rows=1 width=4)\
        """;
    assertThat(PostgresPlan.read(index, Map.of("orders", 4_000L, "promotions", 20L)))
        .isEqualTo(new PlanCache.Plan(index, 26, 20));
  }

  @Test
  void whatASessionWaitsForIsSaidAsPostgresSaysIt() {
    assertThat(PostgresReadings.event(null, null, 0)).isEmpty();
    assertThat(PostgresReadings.event("Timeout", "PgSleep", 0)).isEmpty();
    assertThat(PostgresReadings.event("Client", "ClientRead", 0)).isEqualTo("Client: ClientRead");
    assertThat(PostgresReadings.event("Lock", "transactionid", 12))
        .isEqualTo("Lock: transactionid, held by 12");
  }

  @Test
  void aCountersRiseIsThatOfTheWindow() {
    ManualClock clock = new ManualClock();
    RecentRise rise = new RecentRise(clock);
    assertThat(rise.to(7)).isZero();
    assertThat(rise.to(9)).isEqualTo(2);
    clock.advance(29_000_000_000L);
    assertThat(rise.to(10)).isEqualTo(3);
    clock.advance(1_000_000_000L);
    assertThat(rise.to(10)).isEqualTo(1);
    clock.advance(60_000_000_000L);
    assertThat(rise.to(10)).isZero();
    assertThat(rise.to(4)).isZero(); // it began anew
  }

  @Test
  void aServersUrlsAreCompleteAndItsNameTellsNoPassword() {
    PostgresServer server =
        new PostgresServer("127.0.0.1:49153", "orders-db:5432", "postgres", "secret", "a&b c");
    String url = server.applicationUrl("proxy:21001", "orders-db");
    assertThat(url)
        .startsWith("jdbc:postgresql://proxy:21001/orders-db?user=app&password=a%26b+c&");
    assertThat(server.url("orders-db")).isEqualTo("jdbc:postgresql://127.0.0.1:49153/orders-db");
    assertThat(server.toString()).doesNotContain("secret").doesNotContain("a&b");
    assertThat(Dialect.of(url)).isInstanceOf(PostgresDialect.class);
    assertThat(
            new PostgresDialect()
                .addresses(url)
                .matcher("Connection to proxy:21001 refused.")
                .replaceAll("orders-db"))
        .isEqualTo("Connection to orders-db refused.");
  }
}
