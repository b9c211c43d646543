package dev.pagefault.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every mistake is told with file, line and the way out, and spoils nothing else. */
class BadInputTest {
  private static final String SPOILT = "copper-heron/scenario.yaml";

  /** It takes some milliseconds; a loaded machine is given more. */
  private static final Duration SOON = Duration.ofSeconds(5);

  private final Path folder;
  private final CopiedLibrary library;

  BadInputTest(@TempDir Path folder) throws IOException {
    this.folder = folder;
    this.library = CopiedLibrary.in(folder);
  }

  @Test
  void an_unknown_service() throws IOException {
    int line = library.replace(SPOILT, "target: checkout,", "target: chekout,");
    Problem problem = only();
    assertThat(problem.line()).isEqualTo(line);
    assertThat(problem.field()).isEqualTo("history[0].change.target");
    assertThat(problem.message()).isEqualTo("there is no service chekout");
    assertThat(problem.wayOut()).startsWith("did you mean checkout? there are: cart, catalog,");
  }

  @Test
  void a_misspelt_key() throws IOException {
    int line = library.replace(SPOILT, "onset-within:", "onset-withn:");
    Problem problem = only();
    assertThat(problem.line()).isEqualTo(line);
    assertThat(problem.message()).isEqualTo("there is no such key");
    assertThat(problem.wayOut()).startsWith("did you mean onset-within?");
  }

  @Test
  void a_jitter_before_the_beginning() throws IOException {
    library.replace(SPOILT, "jitter: ", "jitter: -");
    Problem problem = only();
    assertThat(problem.field()).isEqualTo("jitter");
    assertThat(problem.wayOut()).startsWith("write one from 0");
  }

  @Test
  void an_instance_that_a_scale_may_start_is_known_and_a_seventh_is_not() throws IOException {
    library.replace(SPOILT, "target: checkout,", "target: checkout/eu/checkout-eu-6,");
    assertThat(library.problems(SPOILT)).isEmpty();
    library.replace(SPOILT, "checkout/eu/checkout-eu-6", "checkout/eu/checkout-eu-7");
    assertThat(only().message()).isEqualTo("there is no instance checkout-eu-7");
  }

  @Test
  void a_duplicate_id() throws IOException {
    int line = library.replace(SPOILT, "id: badge\n", "id: validation-messages\n");
    Problem problem = only();
    assertThat(problem.line()).isEqualTo(line);
    assertThat(problem.message()).contains("validation-messages is already another's id");
    assertThat(problem.wayOut()).isEqualTo("name it otherwise");
  }

  @Test
  void a_scenario_that_was_copied_with_its_id() throws IOException {
    Path copy = Files.createDirectory(folder.resolve("silver-crane"));
    for (String file : List.of("scenario.yaml", "answer.yaml", "debrief.md")) {
      Files.copy(folder.resolve("amber-finch").resolve(file), copy.resolve(file));
    }
    List<Problem> problems = library.problems("silver-crane/scenario.yaml");
    assertThat(problems).hasSize(1);
    assertThat(problems.getFirst().field()).isEqualTo("id");
    assertThat(problems.getFirst().message()).contains("amber-finch");
    assertThat(problems.getFirst().wayOut()).isEqualTo("write id: silver-crane");
    assertThat(library.load().library().ids()).contains("amber-finch");
  }

  @Test
  void a_key_written_twice() throws IOException {
    int line = library.replace(SPOILT, "jitter: 15s", "jitter: 15s\njitter: 20s");
    Problem problem = only();
    assertThat(problem.line()).isEqualTo(line + 1);
    assertThat(problem.message()).isEqualTo("this key was already written on line " + line);
  }

  @ParameterizedTest
  @ValueSource(strings = {"20", "20 minutes", "1.5m", "m", "99999999999m", "20M"})
  void a_bad_duration(String duration) throws IOException {
    int line = library.replace(SPOILT, "limit: 20m", "limit: " + duration);
    Problem problem = only();
    assertThat(problem.line()).isEqualTo(line);
    assertThat(problem.column()).isEqualTo(8);
    assertThat(problem.field()).isEqualTo("limit");
    assertThat(problem.message()).isEqualTo("\"" + duration + "\" is not a duration");
    assertThat(problem.wayOut()).contains("800ms", "-26h");
  }

  @Test
  void twenty_thousand_nested_brackets() throws IOException {
    spoil("topology: shop\nhistory: " + "[".repeat(20_000) + "]".repeat(20_000));
    Problem problem = assertTimeout(SOON, this::only);
    assertThat(problem.line()).isEqualTo(2);
    assertThat(problem.message()).isEqualTo("nested more than 50 levels deep");
    assertThat(problem.wayOut()).isNotEmpty();
  }

  @Test
  void twenty_thousand_brackets_that_never_close() throws IOException {
    spoil("{".repeat(20_000));
    assertThat(assertTimeout(SOON, this::only).message()).contains("nested");
  }

  @Test
  void five_megabytes_of_text() throws IOException {
    spoil("brief: " + "on call ".repeat(5 << 17));
    Problem problem = assertTimeout(SOON, this::only);
    assertThat(problem.message()).isEqualTo("the file has 5242887 bytes");
    assertThat(problem.wayOut()).contains("1048576");
  }

  @Test
  void a_bomb_of_aliases() throws IOException {
    StringBuilder bomb = new StringBuilder("a: &a [x, x]\n");
    for (char c = 'b'; c <= 'z'; c++) {
      bomb.append(c).append(": &").append(c).append(" [*").append((char) (c - 1)).append("]\n");
    }
    spoil(bomb.toString());
    Problem problem = assertTimeout(SOON, this::only);
    assertThat(problem.line()).isEqualTo(1);
    assertThat(problem.message()).isEqualTo("an anchor (&) is set");
  }

  @ParameterizedTest
  @ValueSource(strings = {"brief: [", "\tbrief: x", "brief: \"never closed", "- a\nb: c", "%TAG"})
  void what_is_no_yaml(String text) throws IOException {
    spoil(text);
    assertThat(only().message()).startsWith("not YAML: ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "null", "just words", "- a list", "42"})
  void what_is_no_scenario(String text) throws IOException {
    spoil(text);
    assertThat(library.problems(SPOILT)).isNotEmpty().allMatch(problem -> problem.line() == 1);
    othersStillLoad();
  }

  @Test
  void what_is_not_text() throws IOException {
    Files.write(folder.resolve(SPOILT), new byte[] {(byte) 0xff, (byte) 0xfe, 0, 1});
    assertThat(only().message()).isEqualTo("the file is not UTF-8");
  }

  @Test
  void a_null() throws IOException {
    int line = library.replace(SPOILT, "clock: \"00:41\"", "clock: null");
    Problem problem = only();
    assertThat(problem.line()).isEqualTo(line);
    assertThat(problem.message()).isEqualTo("has no value");
  }

  @Test
  void a_missing_key() throws IOException {
    library.replace(SPOILT, "page: checkout-availability\n", "");
    assertThat(only().toString()).contains("page: is missing; add page:");
  }

  @Test
  void a_missing_file() throws IOException {
    Files.delete(folder.resolve("copper-heron/answer.yaml"));
    assertThat(library.problems("copper-heron/answer.yaml"))
        .singleElement()
        .satisfies(problem -> assertThat(problem.message()).isEqualTo("the file is missing"));
    othersStillLoad();
  }

  @Test
  void a_draw_that_is_not_drawn() throws IOException {
    int line = library.replace(SPOILT, "target: $victim.service/$where", "target: $victm.service");
    assertThat(library.problems(SPOILT))
        .anySatisfy(problem -> {
          assertThat(problem.line()).isEqualTo(line);
          assertThat(problem.field()).isEqualTo("$victm.service");
          assertThat(problem.wayOut()).startsWith("did you mean victim.service?");
        });
  }

  @Test
  void a_mistake_that_only_one_seed_would_meet() throws IOException {
    int line = library.replace(SPOILT, "oneOf: [eu, us]", "oneOf: [eu, ap]");
    assertThat(library.problems(SPOILT)).isNotEmpty();
    assertThat(line).isPositive();
    assertThat(library.problems(SPOILT).getFirst().message()).isEqualTo("there is no region ap");
  }

  @Test
  void all_mistakes_at_once() throws IOException {
    library.replace(SPOILT, "onset-within:", "onset-withn:");
    library.replace(SPOILT, "limit: 20m", "limit: soon");
    library.replace(SPOILT, "page: checkout-availability", "page: chekout-availability");
    library.replace(SPOILT, "journey: buy, factor: 1.25", "journey: by, factor: 1.25");
    library.replace(SPOILT, "unrelated: {pick: 2", "unrelated: {pick: two");
    assertThat(library.problems(SPOILT)).hasSize(5);
  }

  @Test
  void a_trigger_that_would_bring_the_cause_back() throws IOException {
    library.replace(
        SPOILT,
        "{kind: load, journey: buy, factor: 1.25}",
        "{kind: config, target: checkout, key: orders-db.pool.max, value: \"1\"}");
    assertThat(only().message()).contains("would bring a cause back");
  }

  @Test
  void a_codename_that_tells() throws IOException {
    Files.move(folder.resolve("copper-heron"), folder.resolve("slow-pool"));
    assertThat(library.problems("slow-pool/scenario.yaml"))
        .anySatisfy(problem -> assertThat(problem.field()).isEqualTo("id"));
  }

  @Test
  void a_step_that_the_diff_hides() throws IOException {
    library.replace("topologies/shop.yaml", "@@ render-product\n", "@@\n");
    assertThat(library.problems("topologies/shop.yaml"))
        .singleElement()
        .satisfies(problem ->
            assertThat(problem.message()).contains("is not named in the version's diff"));
  }

  private void spoil(String text) throws IOException {
    Files.writeString(folder.resolve(SPOILT), text);
  }

  /** The one problem that there is; everything that isn't spoilt loads. */
  private Problem only() throws IOException {
    List<Problem> problems = library.problems(SPOILT);
    assertThat(problems).hasSize(1);
    othersStillLoad();
    return problems.getFirst();
  }

  private void othersStillLoad() {
    assertThat(library.load().library().ids())
        .contains("amber-finch", "violet-wren")
        .doesNotContain("copper-heron");
  }
}
