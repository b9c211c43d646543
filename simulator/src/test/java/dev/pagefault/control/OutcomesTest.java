package dev.pagefault.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pagefault.mesh.Diagnostic;
import dev.pagefault.mesh.Reading;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class OutcomesTest {

  @ParameterizedTest(name = "{2}: {1} against {0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          max=6 active=0.4 acquire_p99_ms=1 | max=6 active=0.5 acquire_p99_ms=2    | idle
          max=6 active=0.4                  | max=6 active=3.7 acquire_p99_ms=10   | busy
          max=6 active=0.4                  | max=2 active=1.5                     | busy
          max=6 active=0.4                  | max=6 active=6 waiting=3.2           | waiting
          max=6 acquire_p99_ms=2            | max=6 active=6 acquire_p99_ms=900    | waiting
          max=6 acquire_p99_ms=20           | max=6 active=2 acquire_p99_ms=90     | idle
          max=6 acquire_p99_ms=20           | max=6 active=2 acquire_p99_ms=101    | waiting
          max=6                             | max=6 active=6 waiting=9 held_idle=6 | held without work
          max=6                             | max=6 active=1 held_idle=1           | held without work
          max=6                             | max=6 active=6 held_idle=0.2         | busy
          """)
  void pool(String was, String is, String outcome) {
    judge(Diagnostic.POOL, was, is, outcome);
  }

  @ParameterizedTest(name = "{2}: {1} against {0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          total=20 active=0.5     | total=22 active=1.1                               | mostly idle
          total/a=4 active/a=1.7  | total=9 total/a=4 active/a=4 total/b=5 active/b=1   | mostly idle
          total/a=4 active/a=1.7  | total/a=4 active/a=3.9 total/b=4 active/b=3.8     | many executing
          total/a=4 active/a=3.5  | total/a=2 active/a=2 total/b=1 active/b=1         | mostly idle
          total/a=6 active/a=4.5  | total/a=6 active/a=5.9                            | mostly idle
          total/a=6 active/a=1    | total/a=6 active/a=5.9                            | many executing
          total=20                | total=26 active=9 refused=3                       | refused
          total/a=3 long_idle/a=1 | total=6 total/a=6 long_idle/a=6                   | many idle in hand
          total/a=3 long_idle/a=3 | total=6 total/a=6 long_idle/a=6                   | mostly idle
          total/a=3 long_idle/a=1 | total=6 total/a=6 long_idle/a=4                   | mostly idle
          total=6                 | total=6 idle_in_transaction=3                     | many idle in hand
          """)
  void sessions(String was, String is, String outcome) {
    judge(Diagnostic.SESSIONS, was, is, outcome);
  }

  @ParameterizedTest(name = "{2}: {1} against {0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          rate/a=5 mean_ms/a=2 rate/b=5 mean_ms/b=3                           | rate/a=6 mean_ms/a=3 rate/b=5 mean_ms/b=3                                 | all as usual
          rate/a=5 mean_ms/a=2 rate/b=5 mean_ms/b=3                           | rate/a=6 mean_ms/a=700 rate/b=5 mean_ms/b=3                               | one statement slower
          rate/a=5 mean_ms/a=0.1                                              | rate/a=6 mean_ms/a=4                                                      | all as usual
          rate/a=5 mean_ms/a=2                                                | rate/a=5 mean_ms/a=2 rate/new=0.5 mean_ms/new=700                         | one statement slower
          rate/a=5 mean_ms/a=2 rate/b=5 mean_ms/b=3 rate/c=0.8 mean_ms/c=800  | rate/a=5 mean_ms/a=3 rate/b=5 mean_ms/b=3 rate/c=16 mean_ms/c=820         | one statement slower
          rate/a=5 mean_ms/a=2 rate/b=5 mean_ms/b=3 rate/c=0.8 mean_ms/c=800  | rate/a=5 mean_ms/a=3 rate/b=5 mean_ms/b=3 rate/c=0.9 mean_ms/c=820        | all as usual
          rate/a=5 mean_ms/a=2                                                | rate/a=5 mean_ms/a=2 rate/new=0.05 mean_ms/new=700                        | all as usual
          rate/a=5 mean_ms/a=2 rate/b=5 mean_ms/b=3 rate/c=5 mean_ms/c=3      | rate/a=5 mean_ms/a=40 rate/b=5 mean_ms/b=50 rate/c=5 mean_ms/c=60         | all statements slower
          rate/a=5 mean_ms/a=2 rate/b=5 mean_ms/b=3 rate/c=5 mean_ms/c=3      | rate/a=5 mean_ms/a=40 rate/b=5 mean_ms/b=3 rate/c=5 mean_ms/c=3           | one statement slower
          rate/a=5 mean_ms/a=2 rate/b=5 mean_ms/b=3 rate/c=5 mean_ms/c=3      | rate/a=60 mean_ms/a=2 rate/b=5 mean_ms/b=3 rate/c=5 mean_ms/c=3           | one statement far more often
          rate/a=5 mean_ms/a=2 rate/b=5 mean_ms/b=3 rate/c=5 mean_ms/c=3      | rate/a=20 mean_ms/a=2 rate/b=20 mean_ms/b=3 rate/c=20 mean_ms/c=3         | all as usual
          """)
  void statements(String was, String is, String outcome) {
    judge(Diagnostic.STATEMENTS, was, is, outcome);
  }

  @ParameterizedTest(name = "{3}: {0} {2} against {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          PLAN    |                 | scanned=21                                              | index used
          PLAN    |                 | scanned=520 table_scanned=20                            | index used
          PLAN    |                 | scanned=2001 table_scanned=2001                         | full scan
          CLIENT  |                 | max=16 active=3                                         | idle
          CLIENT  |                 | max=16 active=10                                        | busy
          CLIENT  |                 | max=16 active=16 waiting=2                              | waiting
          THREADS |                 | max=32 active=3 in_acquire=1 in_call=2                  | mostly idle
          THREADS |                 | max=64 active=15 in_acquire=11 in_query=4               | waiting for a connection
          THREADS |                 | max=32 active=30 in_acquire=20 in_query=6 computing=4   | waiting for a connection
          THREADS |                 | max=32 active=30 in_acquire=4 in_call=20                | waiting for a call
          THREADS |                 | max=32 active=30 in_query=20 computing=10               | waiting for a call
          THREADS |                 | max=32 active=30 in_query=2 computing=28                | computing
          THREADS |                 | max=4 active=0.9 queued=3 computing=0.9                 | computing
          CPU     |                 | utilisation=0.2                                         | idle
          CPU     |                 | utilisation=0.7                                         | busy
          CPU     |                 | utilisation=0.95 throttled=0.9                          | saturated
          CPU     |                 | utilisation=0.4 throttled=0.4                           | throttled
          CPU     | throttled=0.3   | utilisation=0.4 throttled=0.4                           | idle
          CONFIG  |                 | differs_between=0                                       | no difference
          CONFIG  |                 | differs_from_yesterday=1                                | setting differs from yesterday
          CONFIG  |                 | differs_between=1 differs_from_yesterday=1              | differs between instances
          NETWORK | round_trip_ms=1 | peers=1 connect_ms=0.2 round_trip_ms=4                  | as usual
          NETWORK | round_trip_ms=9 | peers=1 connect_ms=0.2 round_trip_ms=40                 | as usual
          NETWORK | round_trip_ms=1 | peers=1 connect_ms=0.2 round_trip_ms=120                | slow
          NETWORK | round_trip_ms=1 | peers=1 connect_ms=0.2 round_trip_ms=1 failed=1         | failing
          NETWORK | round_trip_ms=1 | peers=0 failed=1                                        | failing
          """)
  void others(Diagnostic diagnostic, String was, String is, String outcome) {
    judge(diagnostic, was == null ? "" : was, is, outcome);
  }

  @ParameterizedTest(name = "{2}: {1} against {0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          samples=256                                       | samples=256 absent=0.01                               | as usual
          samples=256 absent=0.3                            | samples=256 absent=0.4                                | as usual
          samples=256 absent=0.3                            | samples=256 absent=0.5                                | absent for some
          samples=256                                       | samples=256 absent=0.04                               | absent for some
          samples=256                                       | samples=256 reread=0.005                              | as usual
          samples=256                                       | samples=256 reread=0.03                               | bytes of another charset
          samples=256 reread=0.4                            | samples=256 reread=0.45                               | as usual
          samples=99 times=99 offset_minutes=60             | samples=99 times=99 offset_minutes=60                 | as usual
          samples=99 times=99 offset_minutes=60             | samples=99 times=99 offset_minutes=0                  | off by whole hours
          samples=99 times=99                               | samples=99 times=99 offset_minutes=345                | off by whole hours
          samples=99 times=99 offset_minutes=60 offset_spread=900 | samples=99 times=99 offset_minutes=0            | off by whole hours
          samples=99 times=99 offset_minutes=60 offset_spread=900 | samples=99 times=99 offset_minutes=0 offset_spread=840 | as usual
          samples=256                                       | samples=256 unusable=0.05                             | other values than usual
          samples=256 value/a=0.6 value/b=0.4               | samples=256 value/a=0.5 value/b=0.4 value/c=0.1       | other values than usual
          samples=256 value/a=0.6 value/b=0.4               | samples=256 value/a=0.4 value/b=0.6                   | as usual
          samples=9   value/a=1                             | samples=256 value/a=0.5 value/b=0.5                   | as usual
          samples=256 commonest=0.02                        | samples=256 commonest=0.25                            | other values than usual
          samples=256 commonest=0.5                         | samples=256 commonest=0.6                             | as usual
          """)
  void bytes(String was, String is, String outcome) {
    judge(Diagnostic.BYTES, was, is, outcome);
  }

  @ParameterizedTest(name = "{2}: {1} against {0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          heap_max=1e8 heap_live=13e6 bytes/[B=5e6  | heap_max=1e8 heap_live=14e6 bytes/[B=5e6                      | as usual
          heap_max=1e8 heap_live=13e6 bytes/[B=5e6  | heap_max=1e8 heap_live=24e6 bytes/[B=5e6 bytes/a.E=11e6       | growing: one class dominates
          heap_max=1e8 heap_live=13e6               | heap_max=1e8 heap_live=95e6 bytes/a.E=80e6 gc_share=0.5       | growing: one class dominates
          heap_max=1e8 heap_live=33e6 bytes/a.E=2e7 | heap_max=1e8 heap_live=34e6 bytes/a.E=2e7                     | as usual
          heap_max=1e8 heap_live=13e6               | heap_max=1e8 heap_live=53e6 bytes/a.E=1e7 bytes/b.F=8e6       | as usual
          heap_max=1e8 heap_live=13e6               | heap_max=15e6 heap_live=13e6                                  | near its limit
          resident=2e8 container=5e8                | resident=2e8 container=21e7                                   | near its limit
          resident=46e7 container=5e8               | resident=48e7 container=5e8                                   | as usual
          gc_share=0.001                            | gc_share=0.05                                                 | collecting often
          gc_share=0.03                             | gc_share=0.05                                                 | as usual
          gc_share=0.001                            | gc_share=0.01                                                 | as usual
          """)
  void heap(String was, String is, String outcome) {
    judge(Diagnostic.HEAP, was, is, outcome);
  }

  @ParameterizedTest(name = "{2}: {1} against {0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          peers=2 certificate_left=3e6 | peers=2 certificate_left=2e6                                    | valid
          peers=2 certificate_left=3e6 | peers=2 certificate_left=1e6                                    | expires soon
          peers=2 certificate_left=3e6 | peers=2 certificate_left=40                                     | expires soon
          peers=2 certificate_left=3e6 | peers=2 certificate_left=-2 refused_peers=1 total=4             | expired
          peers=2 certificate_left=3e6 | peers=2 certificate_left=-2 refused_peers=1 failed=0.5          | expired
          peers=2 certificate_left=3e6 | peers=2 failed=1                                                | no handshake
          peers=2 certificate_left=3e6 | peers=0 failed=1                                                | no handshake
          """)
  void tls(String was, String is, String outcome) {
    judge(Diagnostic.TLS, was, is, outcome);
  }

  @ParameterizedTest
  @EnumSource
  void nothingMeasuredIsAnOutcomeToo(Diagnostic diagnostic) {
    Outcomes.Judged judged = Outcomes.judge(diagnostic, raw(""), raw(""));
    assertThat(judged.outcome()).isEqualTo(diagnostic.outcomes().getFirst());
  }

  @Test
  void everyOutcomeOfEveryDiagnosticIsTriedAbove() {
    // The tables above are the specification: an outcome that no row names is not specified.
    assertThat(Stream.of(Diagnostic.values()).mapToInt(it -> it.outcomes().size()).sum())
        .isEqualTo(4 + 4 + 4 + 2 + 3 + 4 + 4 + 3 + 3 + VolumeOutcomesTest.OUTCOMES + 5 + 4 + 4);
  }

  static void judge(Diagnostic diagnostic, String was, String is, String outcome) {
    Outcomes.Judged judged = Outcomes.judge(diagnostic, raw(was), raw(is));
    assertThat(judged.outcome()).as(judged.why()).isEqualTo(outcome);
    assertThat(diagnostic.outcomes()).contains(outcome);
    assertThat(judged.why()).isNotBlank();
  }

  private static Reading.Raw raw(String figures) {
    Map<String, Double> map = new TreeMap<>();
    for (String figure : figures.isBlank() ? new String[0] : figures.strip().split("\\s+")) {
      String[] parts = figure.split("=");
      map.put(parts[0], Double.parseDouble(parts[1]));
    }
    return new Reading.Raw("", List.of(), map);
  }
}
