package dev.pagefault.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Steps that hold memory, and what instances are given of it, as topologies write them. */
class MemoryLintTest {
  private static final String SHOP = "topologies/shop.yaml";
  private static final String STEP = "        - {kind: compute, id: render-category, cpu: 4ms}\n";

  @TempDir Path folder;
  private CopiedLibrary library;

  @BeforeEach
  void copy() throws IOException {
    library = CopiedLibrary.in(folder);
  }

  @Test
  void every_kind_of_step_and_setting_can_be_written() throws IOException {
    steps(
        """
        - {kind: compute, id: rank, cpu: 4ms, allocate: 8MB, collect: true}
        - kind: cache
          id: pages
          cache: pages
          key: ":sku/:customer"
          entry: 40KB
          type: com.harbourstreet.web.PageCache$Entry
          miss: []
        - {kind: listen, id: watch-prices, topic: price-changes, size: 60KB, close: on-success}
        - {kind: emit, id: tell-prices, topic: price-changes, cpu: 200us}
        """);
    library.replace(
        SHOP,
        "endpoint: GET /category}\n        - {kind: call, id: fetch-promotions,",
        "endpoint: GET /category}\n        - {kind: call, unread: 64KB, id: fetch-promotions,");
    library.replace(
        SHOP,
        "      render.threads: \"4\"\n",
        """
        render.threads: "4"
        memory.limit: 384Mi
        heap.max: 192m
        cpu.limit: "0.5"
        """
            .indent(6));
    library.replace(
        SHOP,
        "change: {kind: config, target: pricing, key: promotions.max-percent, value: \"45\"}",
        "change: {kind: config, target: pricing, key: memory.limit, value: 256Mi}");
    assertThat(library.problems(SHOP)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {kind: cache, id: p, cache: p, key: k, miss: []}                        | entry is missing; say what an entry
          {kind: cache, id: p, cache: p, key: k, miss: [], max-entries: 99999}    | max-entries is out of bounds; write a number from 1 to 10000
          {kind: cache, id: p, cache: p, key: k, miss: [], ttl: 0s}               | ttl is no time to live
          {kind: cache, id: p, cache: p, key: k, miss: [], ttl: 1s, entry: 1g}    | entry is out of bounds; write a size from 1B to 64MB
          {kind: cache, id: p, cache: p, key: k, miss: [], entry: 40}             | entry "40" is not a size; write a whole number and a unit
          {kind: cache, id: p, cache: p, key: k, miss: [], entry: 1KB, type: a b} | type "a b" is no class name
          {kind: listen, id: l, topic: "A b", size: 1KB}                          | topic is no topic's name
          {kind: listen, id: l, topic: a, size: 1KB, close: sometimes}            | close there is no "sometimes" here
          {kind: listen, id: l, topic: a}                                         | size is missing; add size:
          {kind: emit, id: e, topic: prices, cpu: 1ms}                            | topic there is no step that listens to the topic prices
          {kind: compute, id: c, cpu: 1ms, allocate: 100MB}                       | allocate is out of bounds
          """)
  void a_step_that_makes_no_sense_is_told_with_the_way_out(String step, String said)
      throws IOException {
    steps("- " + step + "\n");
    String field = said.substring(0, said.indexOf(' '));
    assertThat(library.problems(SHOP))
        .anySatisfy(problem -> {
          assertThat(problem.field()).endsWith("." + field);
          assertThat(problem.message() + "; " + problem.wayOut())
              .startsWith(said.substring(field.length() + 1));
        });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          memory.limit: 512      | write a size from 64MB to 8GB, such as 256m or 512Mi
          memory.limit: 16Mi     | write a size from 64MB to 8GB, such as 256m or 512Mi
          heap.max: 16m          | write a size from 32MB to 4GB, such as 256m or 512Mi
          cpu.limit: 0           | write cores from 0.05 to 16, such as 0.5
          cpu.limit: 500m        | write cores from 0.05 to 16, such as 0.5
          """)
  void a_limit_that_is_none_is_told_with_the_way_out(String setting, String wayOut)
      throws IOException {
    library.replace(SHOP, "      render.threads: \"4\"\n", "      " + setting.strip() + "\n");
    String[] parts = setting.strip().split(": ", 2);
    assertThat(library.problems(SHOP))
        .singleElement()
        .satisfies(problem -> {
          assertThat(problem.field()).isEqualTo("services.storefront.settings." + parts[0]);
          assertThat(problem.message()).isEqualTo("\"" + parts[1] + "\" is no " + parts[0]);
          assertThat(problem.wayOut()).isEqualTo(wayOut);
        });
  }

  @Test
  void more_processor_than_a_node_gives_one_instance_is_told_with_the_way_out() throws IOException {
    library.replace(SHOP, "      render.threads: \"4\"\n", "      cpu.limit: \"2.5\"\n");
    library.replace(
        SHOP,
        "change: {kind: config, target: pricing, key: promotions.max-percent, value: \"45\"}",
        "change: {kind: config, target: cart, key: cpu.limit, value: \"1.5\"}");
    assertThat(library.problems(SHOP))
        .extracting(Problem::field, Problem::message, Problem::wayOut)
        .containsExactlyInAnyOrder(
            tuple(
                "services.storefront.settings.cpu.limit",
                "\"2.5\" is more than the cores that a node gives one instance",
                "write at most 2, or raise the service's cores"),
            tuple(
                "everyday.promotion-cap.change.value",
                "\"1.5\" is more than the cores that a node gives one instance",
                "write at most 1, or raise the service's cores"));
  }

  @Test
  void waves_of_customers_have_bounds() throws IOException {
    library.replace(
        SHOP,
        "change: {kind: flag, flag: new-badge, value: \"50%\"}",
        "change: {kind: load, journey: browse, factor: 2, waves: 500ms}");
    assertThat(library.problems(SHOP))
        .singleElement()
        .satisfies(problem -> {
          assertThat(problem.field()).isEqualTo("everyday.badge-rollout.change.waves");
          assertThat(problem.wayOut()).isEqualTo("write 1s to 60s, such as 5s");
        });
  }

  private void steps(String yaml) throws IOException {
    library.replace(SHOP, STEP, STEP + yaml.indent(8));
  }
}
