package dev.pagefault.drill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pagefault.journal.Entry;
import dev.pagefault.journal.JournalEvent;
import dev.pagefault.scenario.Answer;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class SecrecyTest {

  @Test
  void no_byte_that_a_participant_can_reach_bears_a_secret_before_the_reveal() {
    try (Rig rig = new Rig()) {
      Drill drill = rig.open();
      String facilitator = drill.join("Fay", List.of(Entry.Role.FACILITATOR)).join();
      List<String> streamed = new CopyOnWriteArrayList<>();
      drill.subscribe("p1", 0, item -> streamed.add(Rig.json(item)));
      drill.subscribe(facilitator, 0, item -> streamed.add(Rig.json(item)));
      rig.until(drill, DrillState.PAGED, 150);
      rig.act(drill, new Act.Acknowledge());
      rig.seconds(drill, 20);
      rig.act(drill, new Act.AskOwner("checkout"));
      rig.act(drill, new Act.Hint(Answer.Stage.OBSERVE));
      ActResult read = rig.act(drill, new Act.Read("pool", "checkout-eu-1/orders-db"));
      rig.named(drill, ActsTest.hypothesis("checkout", "pool-too-small", 60));
      rig.named(drill, ActsTest.hypothesis("orders-db", "slow-query", 30));
      rig.act(drill, new Act.LockHypotheses());
      rig.act(drill, new Act.Resolve());
      rig.until(drill, DrillState.WORKING, 40);
      rig.act(drill, ActsTest.change(TestShop.FIX));
      rig.seconds(drill, 20);
      rig.act(drill, new Act.Resolve());
      rig.seconds(drill, 30);
      assertThat(drill.state()).isEqualTo(DrillState.VERIFYING);

      String salt = rig.memory.header(drill.id()).orElseThrow().salt();
      for (String who : List.of("p1", facilitator)) {
        String reachable =
            Rig.json(drill.view(who)) + drill.export(who) + streamed + Rig.json(read);
        assertThat(reachable)
            .doesNotContain(TestShop.CANARY)
            .doesNotContain(salt)
            .doesNotContain("injected")
            .doesNotContain("onset-measured")
            .doesNotContain("measuredAbnormal")
            .doesNotContain("harmed");
        assertThat(drill.view(who).seed()).isNull();
      }
      assertThat(Rig.json(rig.production().telemetry().feed().entries()))
          .doesNotContain(TestShop.CANARY);
      org.assertj.core.api.Assertions.assertThatThrownBy(drill::journal)
          .isInstanceOf(ActRefused.class);

      rig.until(drill, DrillState.REVEAL, 90);
      assertThat(String.join("\n", drill.export("p1"))).contains(TestShop.CANARY).contains(salt);
    }
  }

  @Test
  void not_even_a_silent_message_tells_when_it_was_broken() {
    try (Rig rig = new Rig()) {
      Drill drill = rig.open();
      List<StreamItem> streamed = new CopyOnWriteArrayList<>();
      drill.subscribe("p1", 0, streamed::add);
      rig.until(drill, DrillState.ON_CALL, 80);
      streamed.clear();
      rig.until(drill, DrillState.PAGED, 150);
      assertThat(rig.memory.read(drill.id()))
          .extracting(Entry::event)
          .hasAtLeastOneElementOfType(JournalEvent.Injected.class);
      assertThat(streamed.getFirst()).isInstanceOf(StreamItem.Entry.class);
    }
  }

  @Test
  void every_kind_of_event_that_names_the_cause_is_without_a_line() {
    for (Class<?> secret :
        List.of(
            JournalEvent.Injected.class,
            JournalEvent.OnsetMeasured.class,
            JournalEvent.Measured.class)) {
      assertThat(
              dev.pagefault.journal.EveryEvent.all().stream()
                  .filter(secret::isInstance)
                  .noneMatch(Timeline::shows))
          .as(secret.getSimpleName())
          .isTrue();
    }
  }
}
