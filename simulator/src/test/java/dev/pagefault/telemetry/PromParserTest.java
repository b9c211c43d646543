package dev.pagefault.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PromParserTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "rate(x[30s]~11",
        "rate(x)~6",
        "rate(x[30])~7",
        "rate(x[0s])~7",
        "rate(x[2h])~7",
        "sum(x~5",
        "sum by region (x)~7",
        "x{a=1}~4",
        "x{a~3",
        "x{a=\"b~4",
        "x{a=\"b\" c=\"d\"}~8",
        "x{a==\"b\"}~4",
        "x +~3",
        "x y~2",
        "nope(x)~0",
        "histogram_quantile(2, x)~19",
        "x{a!=b}~5",
        "x > 1~2",
        "1..2~0",
      })
  void aMalformedQuerySaysWhere(String query, int position) {
    assertThatThrownBy(() -> PromParser.parse(query))
        .isInstanceOfSatisfying(
            QueryException.class, e -> assertThat(e.position()).isEqualTo(position));
  }

  @Test
  void anEmptyQueryIsRefused() {
    assertThatThrownBy(() -> PromParser.parse("  ")).hasMessageContaining("expected a metric");
  }

  @ParameterizedTest
  @ValueSource(strings = {"(", "-", "sum(", "rate(", "{", "[", "x{a=\"", "1+", "\u0000", "💥"})
  void hostileRepetitionIsRefusedAtOnce(String piece) {
    assertThatThrownBy(() -> PromParser.parse(piece.repeat(20_000)))
        .isInstanceOf(QueryException.class);
    assertThatThrownBy(() -> PromParser.parse(piece.repeat(400)))
        .isInstanceOf(QueryException.class);
  }

  @Test
  void randomTextParsesOrIsRefusedButNeverBreaks() {
    String[] pieces = {
      "x",
      "sum",
      " by ",
      "(",
      ")",
      "[30s]",
      "rate",
      "{",
      "}",
      "a",
      "=",
      "=~",
      "\"v\"",
      ",",
      "1",
      "+",
      "/",
      "or",
      "vector",
      "histogram_quantile",
      "-",
      "\\",
      "'",
      "le"
    };
    long seed = 20_240_601;
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < 20_000; i++) {
      StringBuilder query = new StringBuilder();
      for (int n = random.nextInt(1, 12); n > 0; n--) {
        query.append(pieces[random.nextInt(pieces.length)]);
      }
      try {
        PromParser.parse(query.toString());
      } catch (QueryException e) {
        assertThat(e.position()).as("seed %d: %s", seed, query).isBetween(0, query.length());
      }
    }
  }

  @Test
  void anAnswerThatIsTooLargeIsRefused() {
    Feeding feeding = new Feeding();
    for (int i = 0; i < 1_000; i++) {
      feeding.counter(Feeding.CHECKOUT, 0, "c", Map.of("i", "" + i), 1);
    }
    assertThatThrownBy(() -> feeding.range("rate(c[30s])", 0, 900, 1).series())
        .as("a thousand series that had one point only are answered with what they hold")
        .hasMessageContaining("more than 500000 points");
    assertThatThrownBy(() -> feeding.range("rate(c[30s])", 0, 100_000, 1))
        .hasMessageContaining("at most 7200 steps");
    assertThatThrownBy(() -> feeding.range("rate(c[30s])", 0, 10, 0)).hasMessageContaining("step");
    assertThatThrownBy(() -> feeding.range("rate(c[30s])", 10, 0, 1)).hasMessageContaining("after");
  }

  @Test
  void patternsThatWouldTakeForEverAreRefused() {
    Feeding feeding = new Feeding();
    String text = "a".repeat(SeriesStore.MAX_TEXT);
    for (int i = 0; i < 1_000; i++) {
      feeding.counter(Feeding.CHECKOUT, 0, "c", Map.of("i", "" + i, "text", text), 1);
    }
    assertThatThrownBy(() -> feeding.range("rate(c{text=~\"(a{0,100}){1,9}x\"}[30s])", 0, 1, 1))
        .hasMessageContaining("too much work");
  }

  @Test
  void whatHasNoMeaningIsRefusedWithTheWayOut() {
    Feeding feeding = new Feeding();
    feeding.counter(Feeding.CHECKOUT, 0, "c", Map.of(), 1);
    feeding.gauge(Feeding.CHECKOUT, 0, "g", 1);
    feeding.histogram(Feeding.CHECKOUT, 0, "h", 1, 1);
    assertThatThrownBy(() -> feeding.range("c", 0, 1, 1)).hasMessageContaining("rate(c[30s])");
    assertThatThrownBy(() -> feeding.range("rate(g[5s])", 0, 1, 1)).hasMessageContaining("gauge");
    assertThatThrownBy(() -> feeding.range("h", 0, 1, 1)).hasMessageContaining("h_bucket");
  }
}
