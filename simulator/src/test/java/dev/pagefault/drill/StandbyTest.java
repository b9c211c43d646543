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
  private final List<String> topologies = new ArrayList<>();
  private final Standby standby = standby(2);

  private Standby standby(int max) {
    return new Standby(
        "shop",
        (topology, seed) -> {
          CompletableFuture<Production> start = new CompletableFuture<>();
          starts.add(start);
          topologies.add(topology);
          return start;
        },
        max,
        clock,
        new Random(1));
  }

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
  void one_that_can_not_be_started_says_why_until_a_drill_has_it_tried_again() {
    standby.begin();
    starts.getFirst().completeExceptionally(new IllegalStateException("no engine: start it"));
    assertThat(standby.status())
        .isEqualTo(new Standby.Status(Standby.State.FAILED, 0, "no engine: start it"));
    CompletableFuture<ProductionSource.Warm> next = take();
    assertThat(standby.status().mesh()).isEqualTo(Standby.State.STARTING);
    starts
        .get(1)
        .complete(
            new FakeProduction(clock, TestShop.topology(), FakeProduction::smallPoolUnderLoad));
    assertThat(next).isCompleted();
    assertThat(standby.status().problem()).isNull();
  }

  @Test
  void one_that_is_being_stopped_keeps_its_place_until_it_has() {
    Standby one = standby(1);
    one.begin();
    started();
    one.take("shop", 1, told::add).join();
    running.getFirst().stopsSlowly();
    CompletableFuture<Void> back = one.giveBack(running.getFirst());
    CompletableFuture<ProductionSource.Warm> next = one.take("shop", 1, told::add);
    assertThat(starts).hasSize(1);
    assertThat(told.getLast().detail()).contains("is being stopped");
    running.getFirst().ends();
    assertThat(back).isCompleted();
    started();
    assertThat(next).isCompleted();
  }

  @Test
  void one_that_stands_by_gives_way_to_a_drill_of_another_topology() {
    Standby one = standby(1);
    one.begin();
    started();
    running.getFirst().stopsSlowly();
    CompletableFuture<ProductionSource.Warm> other = one.take("bank", 1, told::add);
    assertThat(running.getFirst().stopped()).isTrue();
    assertThat(running.getFirst().listeners()).isZero();
    assertThat(told.getLast().stage()).isEqualTo("queue");
    assertThat(topologies).containsExactly("shop");
    running.getFirst().ends();
    assertThat(told.getLast().stage()).as("nobody's fault is its wait no more").isEqualTo("mesh");
    started();
    assertThat(other).isCompleted();
    one.giveBack(running.getLast()).join();
    assertThat(topologies).containsExactly("shop", "bank", "shop");
  }

  @Test
  void it_does_not_give_way_where_there_is_room() {
    standby.begin();
    started();
    CompletableFuture<ProductionSource.Warm> other = standby.take("bank", 1, told::add);
    started();
    assertThat(other).isCompleted();
    assertThat(running.getFirst().stopped()).isFalse();
  }

  @Test
  void a_start_that_fails_is_not_told_to_who_waits_for_another_topology() {
    Standby one = standby(1);
    one.begin();
    CompletableFuture<ProductionSource.Warm> other = one.take("bank", 1, told::add);
    starts.getFirst().completeExceptionally(new IllegalStateException("no port"));
    assertThat(other).isNotDone();
    assertThat(topologies).containsExactly("shop", "bank");
    starts.getLast().completeExceptionally(new IllegalStateException("no memory"));
    assertThat(other).isCompletedExceptionally();
  }

  @Test
  void one_that_is_lost_while_it_stands_by_is_handed_to_nobody() {
    standby.begin();
    started();
    running.getFirst().lose("the engine has gone: start it");
    assertThat(running.getFirst().stopped()).isTrue();
    assertThat(running.getFirst().listeners()).isZero();
    CompletableFuture<ProductionSource.Warm> next = take();
    assertThat(starts).hasSize(2);
    started();
    assertThat(next.join().production()).isSameAs(running.getLast());
  }

  @Test
  void stopping_waits_for_those_that_are_being_stopped() {
    standby.begin();
    started();
    take().join();
    running.getFirst().stopsSlowly();
    CompletableFuture<Void> back = standby.giveBack(running.getFirst());
    CompletableFuture<Void> all = standby.stop();
    assertThat(all).isNotDone();
    running.getFirst().ends();
    assertThat(all).isCompleted();
    assertThat(back).isCompleted();
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
