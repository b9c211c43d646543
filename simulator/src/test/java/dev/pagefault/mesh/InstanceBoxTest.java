package dev.pagefault.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pagefault.scenario.Step;
import dev.pagefault.telemetry.Batch;
import dev.pagefault.telemetry.Sample;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** An instance is a box: all that crosses its sides is JSON. */
class InstanceBoxTest extends BoxTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  @Test
  void anInstanceIsDrivenThroughJsonOnly() {
    Box box =
        Box.of("checkout")
            .endpoint(
                "GET /cart",
                new Step.Cache(
                    "cached",
                    "caching",
                    "carts",
                    "cart-:cart",
                    Duration.ofMillis(1_500),
                    10,
                    List.of(Box.query("load", "select sku from carts where id = :cart", "sku"))),
                Box.compute(1))
            .consumer("ship", "order-events", 2, Box.compute(1))
            .flag("caching", "on")
            .database("orders-db", orders);
    InstanceSpec spec = box.spec();
    InstanceSpec read = JSON.readValue(JSON.writeValueAsString(spec), InstanceSpec.class);
    assertThat(read).isEqualTo(spec);

    Instance instance = done(Instance.start(host, read, clock));
    try {
      assertThat(get(instance, "/cart?cart=3").body()).isEqualTo("{\"sku\":\"sku-3\"}");
      String changed = JSON.writeValueAsString(box.set("orders-db.pool.max", "2").spec());
      done(instance.apply(JSON.readValue(changed, InstanceSpec.class)));

      Probe probe = new Probe(Diagnostic.POOL, "checkout-eu-1/orders-db");
      Probe asked = JSON.readValue(JSON.writeValueAsString(probe), Probe.class);
      assertThat(asked).isEqualTo(probe);
      Reading.Raw raw = done(instance.read(asked));
      assertThat(raw.figures()).containsEntry(Figures.MAX, 2.0);
      assertThat(JSON.readValue(JSON.writeValueAsString(raw), Reading.Raw.class)).isEqualTo(raw);

      Batch batch = done(instance.telemetry());
      Batch heard = JSON.readValue(JSON.writeValueAsString(batch), Batch.class);
      assertThat(heard.logs()).isEqualTo(batch.logs());
      assertThat(heard.spans()).isEqualTo(batch.spans()).isNotEmpty();
      assertThat(heard.samples())
          .usingRecursiveFieldByFieldElementComparator()
          .isEqualTo(batch.samples());
      Sample served =
          heard.samples().stream()
              .filter(sample -> sample.name().equals("http_server_requests_seconds"))
              .findFirst()
              .orElseThrow();
      long requests = 0;
      for (long bucket : Objects.requireNonNull(served.buckets())) {
        requests += bucket;
      }
      assertThat(requests).isEqualTo(1);
    } finally {
      done(instance.stop());
    }
  }
}
