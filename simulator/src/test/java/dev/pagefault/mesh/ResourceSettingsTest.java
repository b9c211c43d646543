package dev.pagefault.mesh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.pagefault.hardware.HeapEnd;
import dev.pagefault.hardware.HeapSpec;
import dev.pagefault.scenario.Change;
import dev.pagefault.scenario.Resources;
import dev.pagefault.scenario.Selector;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an instance is given of the machine, as settings say it. */
class ResourceSettingsTest {
  private static final long SECOND = 1_000_000_000L;
  private static final HeapEnd KILLED = new HeapEnd.OomKilled(2, 1, 1, 1);

  private final MeshState healthy = MeshState.initial(TinyTopology.create());

  @Test
  void everyServiceOfOursHasThem() {
    assertThat(plan(healthy, "orders-eu-1").settings())
        .containsEntry("cpu.limit", "1")
        .containsEntry("memory.limit", "512Mi")
        .containsEntry("heap.max", "256m");
    assertThat(plan(healthy, "bank-eu-1").settings()).doesNotContainKeys("cpu.limit", "heap.max");
  }

  @Test
  void theyAreSetAndTakenBackAsAnySetting() {
    Change lowered = config("orders/eu", "memory.limit", "160Mi");
    MeshState state = healthy.with(lowered).with(config("orders", "cpu.limit", "0.25"));
    assertThat(plan(state, "orders-eu-1").settings())
        .containsEntry("memory.limit", "160Mi")
        .containsEntry("cpu.limit", "0.25");
    assertThat(plan(state, "orders-us-1").settings()).containsEntry("memory.limit", "512Mi");
    assertThat(plan(state, "orders-eu-1").generation()).isZero();
    assertThat(healthy.inverse(lowered)).containsExactly(config("orders/eu", "memory.limit", null));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          cpu.limit    | 0.01  | value: cpu.limit takes a number from 0.05 to 16.0, such as 0.5; not "0.01"
          cpu.limit    | 500m  | value: cpu.limit takes a number from 0.05 to 16.0, such as 0.5; not "500m"
          cpu.limit    | 2     | value: a node gives one instance of orders at most 1 cores; scale to more instances
          memory.limit | 512   | value: memory.limit takes a size from 64MB to 8GB, such as 256m or 512Mi; not "512"
          memory.limit | 9g    | value: memory.limit takes a size from 64MB to 8GB, such as 256m or 512Mi; not "9g"
          heap.max     | 16m   | value: heap.max takes a size from 32MB to 4GB, such as 256m or 512Mi; not "16m"
          """)
  void aValueOutOfBoundsIsRefused(String key, String value, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> healthy.with(config("orders", key, value)))
        .withMessage(message);
  }

  @Test
  void theLeastHeapIsTheModels() {
    assertThat(Resources.HEAP_MIN).isEqualTo(HeapSpec.MIN_HEAP);
  }

  @Test
  void whoEndsAgainAndAgainWaitsLongerAndLonger() {
    Restarts restarts = new Restarts();
    long now = 0;
    for (long wait : new long[] {1, 2, 4, 8, 16, 30, 30}) {
      now += 60 * SECOND;
      assertThat(restarts.ended(KILLED, now)).isEqualTo(wait * 1_000);
      restarts.restarted();
    }
    assertThat(restarts.text()).contains("OOMKilled", "137", "Restart Count:  7");
    now += Restarts.CALM_NANOS + 1;
    assertThat(restarts.ended(KILLED, now)).as("it had stayed up").isEqualTo(1_000);
    assertThat(restarts.ended(KILLED, now + SECOND)).isEqualTo(2_000);
    restarts.replaced();
    assertThat(restarts.ended(KILLED, now + 2 * SECOND)).as("another program").isEqualTo(1_000);
  }

  private static Change config(String target, String key, @Nullable String value) {
    return new Change.Config(Selector.parse(target), key, value);
  }

  private static InstancePlan plan(MeshState state, String instance) {
    return state.instances().stream()
        .filter(it -> it.instance().equals(instance))
        .findFirst()
        .orElseThrow();
  }
}
