package dev.pagefault.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a scenario's author is told of a toxic that can't be put on a wire. */
class ToxicLintTest {
  private static final String SCENARIO = "copper-heron/scenario.yaml";
  private static final String CHANGE =
      "{kind: config, target: $victim.service/$where, key: orders-db.pool.max, value: \"1\"}";

  private final CopiedLibrary library;

  ToxicLintTest(@TempDir Path folder) throws IOException {
    this.library = CopiedLibrary.in(folder);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          target: checkout/eu, peer: payment, name: far, toxic: {type: latency, attributes: {latency: 800, jitter: 200}}
          target: checkout, peer: orders-db, name: thin, toxic: {type: bandwidth, stream: upstream, toxicity: 0.5, attributes: {rate: 10}}
          target: edge/us, peer: storefront, name: cut, toxic: {type: slicer, attributes: {average_size: 10, size_variation: 5, delay: 100}}
          target: payment, peer: psp, name: gone
          """)
  void a_toxic_that_is_well_written(String toxic) throws IOException {
    write(toxic);
    assertThat(problems()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          target: checkout, peer: shiping, name: far                                                              | .peer                            | there is no peer of checkout shiping
          target: checkout, peer: edge, name: far                                                                 | .peer                            | there is no peer of checkout edge
          target: checkot, peer: payment, name: far                                                               | .target                          | there is no service checkot
          target: psp, peer: payment, name: far                                                                   | .target                          | psp is somebody else's
          target: checkout, peer: payment, name: Far Away                                                         | .name                            | "Far Away" is no toxic's name
          target: checkout, peer: payment, name: far, toxic: {type: delay, attributes: {}}                        | .toxic.type                      | there is no toxic of type delay
          target: checkout, peer: payment, name: far, toxic: {type: timeout, stream: up, attributes: {timeout: 0}} | .toxic.stream                   | there is no stream up
          target: checkout, peer: payment, name: far, toxic: {type: timeout, toxicity: 2, attributes: {timeout: 0}} | .toxic.toxicity                | is out of bounds
          target: checkout, peer: payment, name: far, toxic: {type: latency}                                      | .toxic.attributes.latency        | is missing
          target: checkout, peer: payment, name: far, toxic: {type: latency, attributes: {latency: 60001}}        | .toxic.attributes.latency        | is out of bounds
          target: checkout, peer: payment, name: far, toxic: {type: latency, attributes: {latency: 1, rate: 1}}   | .toxic.attributes.rate           | latency has no attribute rate
          target: checkout, peer: payment, name: far, toxic: {type: slicer, attributes: {average_size: 5, size_variation: 5}} | .toxic.attributes.size_variation | is not below average_size
          """)
  void a_mistake_is_told_by_field_with_the_way_out(String toxic, String field, String message)
      throws IOException {
    write(toxic);
    assertThat(problems())
        .anySatisfy(problem -> {
          assertThat(problem.field()).isEqualTo("timeline[0].change" + field);
          assertThat(problem.message()).isEqualTo(message);
          assertThat(problem.wayOut()).isNotBlank();
        });
  }

  @Test
  void the_way_out_names_what_there_is() throws IOException {
    write("target: checkout, peer: paymnt, name: far, toxic: {type: lateny, attributes: {}}");
    assertThat(problems())
        .extracting(Problem::wayOut)
        .anyMatch(it -> it.startsWith("did you mean payment? there are: inventory, orders-db,"))
        .anyMatch(it ->
            it.startsWith("did you mean latency? there are: bandwidth, latency, limit_data,"));
  }

  @Test
  void a_trigger_puts_nothing_on_a_wire() throws IOException {
    library.replace(
        SCENARIO,
        "{kind: load, journey: buy, factor: 1.25}",
        "{kind: toxic, target: checkout, peer: payment, name: far}");
    assertThat(problems())
        .extracting(Problem::message)
        .containsExactly("would bring a cause back after it was mended");
  }

  private void write(String toxic) throws IOException {
    library.replace(SCENARIO, CHANGE, "{kind: toxic, " + toxic + "}");
  }

  /** Those of the change; what the answer says of the scenario is another matter. */
  private List<Problem> problems() {
    return library.problems(SCENARIO);
  }
}
