package dev.pagefault.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class WaitedForPoolsTest extends BoxTest {
  private static final int ROUNDS = 20;
  private static final int AT_ONCE = 60;

  /** Those who hand a connection over spin; on every carrier at once they would spin for ever. */
  @Test
  @Timeout(120)
  void morePoolsThanProcessorsHandTheirConnectionsOverAtTheSameTime() {
    List<Instance> all = new ArrayList<>();
    for (int i = 0; i < 4 * Runtime.getRuntime().availableProcessors(); i++) {
      all.add(
          start(
              Box.of("checkout-" + i)
                  .endpoint(
                      "GET /cart", Box.query("load", "select sku from carts where id = 7", "sku"))
                  .database("orders-db", orders)
                  .set("server.workers", Integer.toString(AT_ONCE))
                  .set("orders-db.pool.max", "4")
                  .set("orders-db.pool.acquire-timeout", "20s")));
    }
    for (int round = 0; round < ROUNDS; round++) {
      List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
      for (int i = 0; i < AT_ONCE; i++) {
        all.forEach(instance -> answers.add(getAsync(instance, "/cart")));
      }
      assertThat(answers).allSatisfy(it -> assertThat(it.join().statusCode()).isEqualTo(200));
    }
  }
}
