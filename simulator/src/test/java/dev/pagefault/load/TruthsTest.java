package dev.pagefault.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pagefault.scenario.Topology;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Answers that are compared with what the datastore held. */
class TruthsTest {
  private static final Topology.Request REQUEST =
      new Topology.Request(
          "label", "GET /label", Duration.ZERO, new Topology.Truth("label", "db", "", "name"));
  private final Truths truths =
      new Truths(Map.of("send/label", Map.of("Zoë", "Zoë Müller", "12", "19.90")));

  @Test
  void aTextMustBeTheSameToTheLetter() {
    assertThat(judge("Zoë", "{\"label\":\"Zoë Müller\"}")).isTrue();
    assertThat(judge("Zoë", "{\"label\":\"ZoÃ« MÃ¼ller\"}")).isFalse();
    assertThat(judge("Zoë", "{\"label\":\"Zo\\u00eb M\\u00fcller\"}")).isTrue();
    assertThat(judge("Zoë", "{}")).isFalse();
    assertThat(judge("Zoë", "<html>")).isFalse();
  }

  @Test
  void aNumberMayBeWrittenOtherwise() {
    assertThat(judge("12", "{\"label\":19.9}")).isTrue();
    assertThat(judge("12", "{\"label\":\"19.91\"}")).isFalse();
  }

  @Test
  void whatNobodyKnowsIsNotJudged() {
    assertThat(judge("Ann", "{\"label\":\"Ann\"}")).isNull();
    assertThat(judge("", "{}")).isNull();
  }

  private @Nullable Boolean judge(String name, String body) {
    Map<String, String> attributes = name.isEmpty() ? Map.of() : Map.of("name", name);
    Customer customer = new Customer("send", "eu", Map.of(), attributes, new SplittableRandom(1));
    return truths.judge(customer, REQUEST, body.getBytes(StandardCharsets.UTF_8));
  }
}
