package dev.pagefault.drill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pagefault.control.Production;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class StandbyTest {
  private final FakeClock clock = new FakeClock();
  private final List<CompletableFuture<Production>> starts = new ArrayList<>();
  private final List<FakeProduction> running = new ArrayList<>();
  private final List<DrillView.Progress> told = new ArrayList<>();
  private final Standby standby =
      new Standby(
          "shop",
          (topology, seed) -> {
            CompletableFuture<Production> start = new CompletableFuture<>();
            starts.add(start);
            return start;
          },
          2,
          clock,
          new Random(1));

  private void started() {
    FakeProduction production =
        new FakeProduction(clock, TestShop.topology(), FakeProduction::smallPoolUnderLoad);
    running.add(production);
    starts.get(running.size() - 1).complete(production);
  }

  private CompletableFuture<ProductionSource.Warm> take() {
    return standby.take("shop", 1, told::add);
  }

  @Test
  void one_is_warm_from_the_start_and_handed_over_with_its_last_seconds() {
    standby.begin();
    assertThat(standby.status().mesh()).isEqualTo(Standby.State.STARTING);
    started();
    assertThat(standby.status().mesh()).isEqualTo(Standby.State.WARM);
    for (int i = 0; i < 200; i++) {
      running.getFirst().second();
    }
    ProductionSource.Warm warm = take().join();
    assertThat(warm.production()).isSameAs(running.getFirst());
    assertThat(warm.past()).hasSize(120);
    assertThat(running.getFirst().listeners()).isZero();
    assertThat(starts).as("the next one is warmed").hasSize(2);
  }

  @Test
  void whoever_exceeds_the_bound_waits_in_line_and_is_told_so() {
    standby.begin();
    started();
    take().join();
    started();
    take().join();
    assertThat(starts).as("no more than two run").hasSize(2);
    assertThat(standby.status().mesh()).isEqualTo(Standby.State.BUSY);
    CompletableFuture<ProductionSource.Warm> third = take();
    assertThat(third).isNotDone();
    assertThat(told.getLast().stage()).isEqualTo("queue");
    standby.giveBack(running.getFirst()).join();
    assertThat(running.getFirst().stopped()).isTrue();
    started();
    assertThat(third).isCompleted();
  }

  @Test
  void a_start_that_fails_is_told_to_who_waits_and_tried_again_for_the_next() {
    standby.begin();
    CompletableFuture<ProductionSource.Warm> unlucky = take();
    starts.getFirst().completeExceptionally(new IllegalStateException("no port"));
    assertThat(unlucky).isCompletedExceptionally();
    assertThat(starts).hasSize(2);
    CompletableFuture<ProductionSource.Warm> next = take();
    FakeProduction production =
        new FakeProduction(clock, TestShop.topology(), FakeProduction::smallPoolUnderLoad);
    starts.get(1).complete(production);
    assertThat(next.join().production()).isSameAs(production);
  }

  @Test
  void stopping_stops_all_also_one_that_is_just_starting() {
    standby.begin();
    started();
    take().join();
    CompletableFuture<ProductionSource.Warm> waiting = take();
    standby.stop().join();
    assertThat(waiting).isCompletedExceptionally();
    started();
    assertThat(running).allMatch(FakeProduction::stopped);
    assertThat(take()).isCompletedExceptionally();
  }
}
