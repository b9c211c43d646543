package dev.pagefault.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogStoreTest {
  private static final long START = 1_700_000_000_000L;
  private final LogStore store = new LogStore();

  private static LogLine line(long at, String service, String level, String message) {
    return new LogLine(
        START + at,
        service,
        "eu",
        service + "-eu-1",
        "v1",
        level,
        "com.zaxxer.hikari.pool.HikariPool",
        message,
        "4bf92f3577b34da6a3ce929d0e0e4736",
        Map.of("uri", "/checkout", "status", "503"));
  }

  private LogPage page(String query, int limit, @Nullable String before) {
    return store.page(new LogQuery(query, START, START + 3_600_000, limit, before));
  }

  private long total(String query) {
    return page(query, 10, null).total();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '§',
      quoteCharacter = '\u0001',
      value = {
        "{}§3",
        "{service=\"checkout\"}§2",
        "{service=\"checkout\", level=~\"warn|error\"}§1",
        "{service!=\"checkout\"}§1",
        "{} |= \"timed out\"§1",
        "{} != \"timed out\"§2",
        "{} |~ \"after \\d+ms\"§1",
        "{} !~ \"after \\d+ms\"§2",
        "{} | json | status=\"503\"§3",
        "{} | json | status=503 | uri=~\"/check.*\"§3",
        "{} | json | status!=\"503\"§0",
        "|= `4bf92f35`§3",
        "{trace_id=\"4bf92f3577b34da6a3ce929d0e0e4736\"} | level=\"info\"§2",
        "{service=\"checkout\"} |= \"order\" != \"timed\" | json | region=\"eu\"§1",
      })
  void aQueryChoosesLines(String query, int expected) {
    store.add(
        1,
        List.of(
            line(1, "checkout", "info", "order placed"),
            line(
                2,
                "checkout",
                "error",
                "Connection is not available, request timed out after 1002ms"),
            line(3, "cart", "info", "item added")));
    assertThat(total(query)).isEqualTo(expected);
  }

  @Test
  void anEmptyQueryIsEveryLine() {
    store.add(1, List.of(line(1, "cart", "info", "x")));
    assertThat(total("")).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '§',
      quoteCharacter = '\u0001',
      value = {
        "{service=checkout}§9",
        "{service=\"a\"§12",
        "{} |= timeout§6",
        "{} |~ \"(\"§3",
        "{} | json |§11",
        "{} | status§11",
        "{} | status > \"5\"§12",
        "checkout§0",
      })
  void aMalformedQuerySaysWhere(String query, int position) {
    assertThatThrownBy(() -> total(query))
        .isInstanceOfSatisfying(
            QueryException.class, e -> assertThat(e.position()).as(query).isEqualTo(position));
  }

  @Test
  void hostileQueriesAreRefusedAtOnce() {
    assertThatThrownBy(() -> total("(".repeat(20_000))).isInstanceOf(QueryException.class);
    assertThatThrownBy(() -> total("{} |~ \"" + "(".repeat(400) + "\""))
        .isInstanceOf(QueryException.class);
    List<LogLine> lines = new ArrayList<>();
    for (int i = 0; i < 1_500; i++) {
      lines.add(line(i, "cart", "info", "a".repeat(LogStore.MAX_MESSAGE)));
    }
    store.add(1, lines);
    String hard = "\"(a{0,100}){1,9}x\"";
    List<String> queries =
        List.of("{} |~ " + hard, "{message=~" + hard + "}", "{} | message!~" + hard);
    for (String query : queries) {
      assertThatThrownBy(() -> total(query)).as(query).hasMessageContaining("too much work");
    }
  }

  @Test
  void pagesFollowEachOtherNewestFirstWithoutGapOrRepetition() {
    SplittableRandom random = new SplittableRandom(5);
    List<LogLine> lines = new ArrayList<>();
    for (int i = 0; i < 1_234; i++) {
      lines.add(line(random.nextInt(2_000), "cart", "info", "line " + i));
    }
    store.add(1, lines);
    List<LogPage.Entry> all = new ArrayList<>();
    String cursor = null;
    do {
      LogPage page = page("{}", 100, cursor);
      assertThat(page.total()).isEqualTo(1_234);
      all.addAll(page.lines());
      cursor = page.next();
    } while (cursor != null);
    assertThat(all).hasSize(1_234).extracting(LogPage.Entry::id).doesNotHaveDuplicates();
    assertThat(all)
        .extracting(LogPage.Entry::at)
        .isSortedAccordingTo(java.util.Comparator.reverseOrder());
    assertThatThrownBy(() -> page("{}", 100, "nonsense")).hasMessageContaining("cursor");
    assertThatThrownBy(() -> page("{}", 0, null)).hasMessageContaining("limit");
  }

  @Test
  void theOverviewCountsAllThatMatched() {
    List<LogLine> lines = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      lines.add(line(i * 1_000L, i % 4 == 0 ? "checkout" : "cart", i < 10 ? "error" : "info", "m"));
    }
    store.add(1, lines);
    LogPage page = store.page(new LogQuery("{}", START, START + 99_000, 5, null));
    assertThat(page.lines()).hasSize(5);
    assertThat(page.histogram()).hasSizeBetween(40, 60);
    assertThat(
            page.histogram().stream().mapToInt(bar -> bar.counts().getOrDefault("error", 0)).sum())
        .isEqualTo(10);
    assertThat(page.fields())
        .anySatisfy(field -> {
          assertThat(field.name()).isEqualTo("service");
          assertThat(field.values())
              .containsExactly(new LogPage.Value("cart", 75), new LogPage.Value("checkout", 25));
        })
        .anySatisfy(field -> assertThat(field.name()).isEqualTo("status"));
  }

  @Test
  void fiftyThousandLinesAreKeptAndTheOldestGo() {
    int many = LogStore.MAX_LINES + 700;
    for (int i = 0; i < many; i += 100) {
      List<LogLine> lines = new ArrayList<>();
      for (int k = i; k < i + 100; k++) {
        lines.add(line(k, "cart", "info", "request " + k + " took " + k % 97 + " ms"));
      }
      store.add(i, lines);
    }
    assertThat(store.size()).isBetween(LogStore.MAX_LINES - LogStore.CHUNK, LogStore.MAX_LINES);
    assertThat(store.refused() + store.size()).isEqualTo(many);
    assertThat(page("{} |= `request 50699 `", 10, null).total()).isEqualTo(1);
    assertThat(page("{} |= `request 100 `", 10, null).total()).isZero();
    assertThat(store.bytes()).as("packed").isLessThan(5_000_000);
  }

  @Test
  void linesThatComeTooFastAreRefused() {
    List<LogLine> lines = new ArrayList<>();
    for (int i = 0; i < LogStore.MAX_PER_SECOND + 5; i++) {
      lines.add(line(i, "cart", "info", "m"));
    }
    store.add(1, lines);
    assertThat(store.refused()).isEqualTo(5);
    store.add(2, List.of(line(1, "cart", "info", "m")));
    assertThat(store.refused()).isEqualTo(5);
  }

  @Test
  void overlongMessagesAreCut() {
    store.add(1, List.of(line(1, "cart", "info", "é".repeat(100_000))));
    assertThat(page("{}", 1, null).lines().getFirst().message())
        .hasSize(LogStore.MAX_MESSAGE)
        .endsWith("…");
  }
}
