package dev.pagefault.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LibraryTest {
  private final Library library = Library.load(Path.of("..", "scenarios")).library();

  @ParameterizedTest
  @ValueSource(strings = {"amber-finch", "copper-heron", "violet-wren"})
  void a_seed_always_draws_the_same(String id) {
    Library again = Library.load(Path.of("..", "scenarios")).library();
    for (long seed = 0; seed < 20; seed++) {
      assertThat(again.scenario(id, seed)).isEqualTo(library.scenario(id, seed));
      assertThat(again.answerYaml(id, seed)).isEqualTo(library.answerYaml(id, seed));
      assertThat(again.debrief(id, seed)).isEqualTo(library.debrief(id, seed));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"amber-finch", "copper-heron", "violet-wren"})
  void seeds_vary_victim_onset_and_what_surrounds_it(String id) {
    List<Scenario> drawn = LongStream.range(0, 40).mapToObj(s -> library.scenario(id, s)).toList();
    assertThat(drawn.stream().map(s -> s.draws().get("victim.service")).distinct())
        .containsExactlyInAnyOrder("checkout", "inventory");
    assertThat(drawn.stream().map(s -> s.timeline().getFirst().at()).distinct())
        .hasSizeGreaterThan(20);
    assertThat(drawn.stream().map(s -> s.history().stream().map(Scenario.Entry::summary).toList()))
        .satisfies(histories -> assertThat(new HashSet<>(histories)).hasSizeGreaterThan(10));
  }

  @ParameterizedTest
  @ValueSource(strings = {"amber-finch", "copper-heron", "violet-wren"})
  void nothing_is_left_to_be_drawn(String id) {
    for (long seed = 0; seed < 20; seed++) {
      assertThat(library.scenario(id, seed).toString()).doesNotContain("$");
      assertThat(library.answerYaml(id, seed)).doesNotContain("$");
      assertThat(library.debrief(id, seed)).doesNotContain("$");
    }
  }

  @Test
  void ids_in_the_feed_say_nothing_and_lead_to_the_culprits() {
    for (String id : library.ids()) {
      Scenario scenario = library.scenario(id, 7);
      Set<String> ids = new HashSet<>();
      scenario.history().forEach(entry -> ids.add(entry.id()));
      scenario.timeline().forEach(event -> ids.add(event.id()));
      assertThat(ids)
          .hasSize(scenario.history().size() + scenario.timeline().size())
          .allMatch(shown -> shown.matches("c-[0-9a-f]{5}"));
      ids.addAll(List.of("traffic", "schedule", "dependency", "none"));
      assertThat(ids).containsAll(library.answer(id, 7).culprits());
    }
  }

  @Test
  void nothing_that_surrounds_the_cause_was_done_twice() {
    for (String id : library.ids()) {
      for (long seed = 0; seed < 40; seed++) {
        assertThat(library.scenario(id, seed).history().stream().map(Scenario.Entry::change))
            .as("%s, seed %d", id, seed)
            .doesNotHaveDuplicates();
      }
    }
  }

  @Test
  void history_is_in_order() {
    for (String id : library.ids()) {
      assertThat(library.scenario(id, 3).history())
          .isSortedAccordingTo((a, b) -> a.at().compareTo(b.at()));
    }
  }

  @Test
  void an_innocent_deployment_of_the_paged_service_is_close_to_the_page() {
    for (String id : List.of("amber-finch", "copper-heron", "violet-wren")) {
      Scenario scenario = library.scenario(id, 3);
      Scenario.Entry last = scenario.history().getLast();
      assertThat(last.at()).isGreaterThan(Duration.ofMinutes(-10));
      assertThat(last.change())
          .isInstanceOfSatisfying(
              Change.Deploy.class,
              deploy -> assertThat(deploy.target().service()).isEqualTo("checkout"));
      assertThat(last.diff()).contains("OrderValidator");
      assertThat(library.answer(id, 3).culprits()).doesNotContain(last.id());
    }
  }

  @Test
  void what_was_drawn_is_written_generally() {
    Scenario scenario = library.scenario("copper-heron", seedOf("checkout"));
    assertThat(
            scenario.generalised("pool checkout-" + scenario.draws().get("where") + "-1/orders-db"))
        .isEqualTo("pool $victim.service-$where-1/orders-db");
    assertThat(scenario.generalised("statements orders-db")).isEqualTo("statements orders-db");
    assertThat(scenario.generalised("queue 4.18.0")).isEqualTo("queue 4.18.0");
  }

  @Test
  void a_drawn_number_stands_for_nothing_else() {
    List<Scenario> drawn =
        LongStream.range(0, 10).mapToObj(seed -> library.scenario("umber-lark", seed)).toList();
    assertThat(drawn).extracting(it -> it.draws().get("victim.workers")).contains("1");
    assertThat(drawn).allMatch(it -> it.generalised("cpu payment-1").equals("cpu payment-1"));
  }

  private long seedOf(String service) {
    return LongStream.range(0, 100)
        .filter(seed ->
            service.equals(library.scenario("copper-heron", seed).draws().get("victim.service")))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void a_release_patches_the_one_it_names() {
    Topology.Service checkout =
        Objects.requireNonNull(library.topology("shop").services().get("checkout"));
    assertThat(checkout.lineage("4.20.1").stream().map(Topology.Version::id))
        .containsExactly("4.18.0", "4.20.0", "4.20.1");
    assertThat(checkout.lineage("4.18.1").stream().map(Topology.Version::id))
        .containsExactly("4.18.0", "4.18.1");
    assertThat(checkout.lineage("9.9.9")).isEmpty();
  }

  @Test
  void proof_outlives_what_is_only_written_for_people_and_nothing_else(@TempDir Path folder)
      throws Exception {
    CopiedLibrary copy = CopiedLibrary.in(folder);
    String before = copy.load().library().evidenceHash("copper-heron");
    copy.replace(
        "copper-heron/scenario.yaml", "brief: >-", "# a comment\nbrief: >-\n  Good morning.");
    copy.replace("copper-heron/answer.yaml", "caption: \"", "caption: \"Look: ");
    copy.replace("topologies/shop.yaml", "title: Harbour Street", "title: \"Harbour  Street\"");
    assertThat(copy.load().library().evidenceHash("copper-heron")).isEqualTo(before);
    copy.replace("topologies/shop.yaml", "cores: 2", "cores: 3");
    String otherTopology = copy.load().library().evidenceHash("copper-heron");
    copy.replace("copper-heron/scenario.yaml", "limit: 20m", "limit: 21m");
    String otherScenario = copy.load().library().evidenceHash("copper-heron");
    copy.replace("copper-heron/answer.yaml", "abnormal: false", "abnormal: true");
    String otherAnswer = copy.load().library().evidenceHash("copper-heron");
    assertThat(List.of(before, otherTopology, otherScenario, otherAnswer)).doesNotHaveDuplicates();
  }

  @Test
  void what_is_not_there_is_said() {
    assertThatThrownBy(() -> library.scenario("grey-goose", 1))
        .isInstanceOf(NoSuchElementException.class)
        .hasMessage("there is no scenario grey-goose");
    assertThat(library.matrix("amber-finch")).isPresent();
  }

  @Test
  void durations_are_written_as_they_are_read() {
    for (String text : List.of("250us", "800ms", "2s", "5m", "-26h", "3d", "90s", "0s")) {
      assertThat(Durations.format(Durations.parse(text).orElseThrow())).isEqualTo(text);
    }
  }

  @Test
  void what_was_meant_is_few_letters_away() {
    Set<String> names = Set.of("checkout", "catalog", "cart", "inventory");
    assertThat(Spelling.nearest("chekcout", names)).contains("checkout");
    assertThat(Spelling.nearest("inventry", names)).contains("inventory");
    assertThat(Spelling.nearest("telescope", names)).isEmpty();
    assertThat(Spelling.wayOut("x", Set.of())).isEqualTo("there are none");
    assertThat(Spelling.distance("ab", "ba")).isEqualTo(1);
  }
}
