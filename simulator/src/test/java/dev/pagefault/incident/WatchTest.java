package dev.pagefault.incident;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class WatchTest {
  private final Seconds seconds = new Seconds(0.99, WatchConfig.ORDINARY);

  private void healthy(int count) {
    for (int i = 0; i < count; i++) {
      seconds.second(20, 20);
    }
  }

  @Test
  void theBaselineHoldsAfterAMinuteWithinTheObjective() {
    healthy(59);
    assertThat(seconds.signals).isEmpty();
    assertThat(seconds.second(20, 20))
        .containsExactly(new Signal.BaselineHeld(Seconds.START, Seconds.START + 60_000));
  }

  @Test
  void aBadStartDelaysTheBaselineUntilItIsAMinuteAgo() {
    for (int i = 0; i < 30; i++) {
      seconds.second(10, 20);
    }
    healthy(55);
    assertThat(seconds.signals).isEmpty();
    healthy(10);
    assertThat(seconds.heard(Signal.BaselineHeld.class)).hasSize(1);
  }

  @Test
  void silenceIsNoBaseline() {
    for (int i = 0; i < 200; i++) {
      seconds.second(0, 0);
    }
    assertThat(seconds.signals).isEmpty();
  }

  @Test
  void onsetIsTheFirstOfThreeWindowsOutsideAndIsKnownAfterTheThird() {
    healthy(70);
    long began = seconds.now;
    for (int i = 0; i < 14; i++) {
      assertThat(seconds.second(18, 20)).noneMatch(Signal.Onset.class::isInstance);
    }
    assertThat(seconds.second(18, 20)).contains(new Signal.Onset(began));
    assertThat(seconds.heard(Signal.Onset.class)).hasSize(1);
  }

  @Test
  void twoWindowsOutsideAreNoOnset() {
    healthy(70);
    for (int i = 0; i < 10; i++) {
      seconds.second(19, 20);
    }
    healthy(60);
    assertThat(seconds.heard(Signal.Onset.class)).isEmpty();
  }

  @Test
  void aPageNeedsBothWindowsAndTwentyBadEvents() {
    healthy(70);
    long began = seconds.now;
    // half of 20 fail: 10 bad a second. The long window passes 6 % of 600 with the 4th second.
    for (int i = 0; i < 3; i++) {
      assertThat(seconds.second(10, 20)).isEmpty();
    }
    List<Signal> led = seconds.second(10, 20);
    assertThat(led).hasSize(1);
    Signal.Page page = (Signal.Page) led.getFirst();
    assertThat(page.slo()).isEqualTo("buy-availability");
    assertThat(page.atMillis()).isEqualTo(began + 4_000);
    assertThat(page.burnRate()).isEqualTo(40 / 600.0 / 0.01, within(1e-9));
    healthy(0);
    for (int i = 0; i < 100; i++) {
      seconds.second(10, 20);
    }
    assertThat(seconds.heard(Signal.Page.class)).as("one page for one incident").hasSize(1);
  }

  @Test
  void fewBadEventsDoNotPage() {
    for (int i = 0; i < 70; i++) {
      seconds.second(2, 2);
    }
    for (int i = 0; i < 19; i++) {
      seconds.second(1, 2);
    }
    assertThat(seconds.heard(Signal.Page.class)).isEmpty();
    assertThat(seconds.second(1, 2)).anyMatch(Signal.Page.class::isInstance);
  }

  @Test
  void recoveryIsThreeWindowsInsideAndARelapseIsANewOnset() {
    healthy(70);
    for (int i = 0; i < 30; i++) {
      seconds.second(10, 20);
    }
    long back = seconds.now;
    healthy(14);
    assertThat(seconds.heard(Signal.Recovered.class)).isEmpty();
    healthy(1);
    assertThat(seconds.heard(Signal.Recovered.class)).containsExactly(new Signal.Recovered(back));
    healthy(60);
    for (int i = 0; i < 30; i++) {
      seconds.second(10, 20);
    }
    assertThat(seconds.heard(Signal.Onset.class)).hasSize(2);
    assertThat(seconds.heard(Signal.Page.class)).hasSize(2);
  }

  @Test
  void theBaselineStandsStillDuringAnIncident() {
    healthy(70);
    for (int i = 0; i < 300; i++) {
      seconds.second(18, 20);
    }
    assertThat(seconds.heard(Signal.Recovered.class))
        .as("five bad minutes are not the new normal")
        .isEmpty();
  }

  @Test
  void harmIsWhatLeftItsBandForThreeWindowsSinceTheOnset() {
    for (int i = 0; i < 70; i++) {
      seconds.second(20, 20, split(10, 10));
    }
    long onset = seconds.now;
    for (int i = 0; i < 20; i++) {
      seconds.second(15, 20, split(5, 10));
    }
    Map<String, Map<String, Boolean>> harmed =
        seconds.watch.harmedSince(onset, seconds.now).harmed();
    assertThat(harmed.get("region")).isEqualTo(Map.of("eu", true, "us", false));
    assertThat(harmed.get("journey")).isEqualTo(Map.of("buy", true));
    assertThat(harmed.get("tier"))
        .as("nobody of them was seen")
        .isEqualTo(Map.of("free", false, "gold", false));
    assertThat(seconds.watch.harmedSince(onset, onset + 10_000).harmed().get("region"))
        .as("two windows are not three")
        .containsEntry("eu", false);
  }

  private static Map<Cell, Count> split(long euGood, long usGood) {
    return Seconds.cells(
        "region",
        "eu",
        new Count(euGood, 10),
        "region",
        "us",
        new Count(usGood, 10),
        "journey",
        "buy",
        new Count(euGood + usGood, 20));
  }

  @Test
  void rareCellsArePooledAndAPoolCountsForItsWindows() {
    // one request a second: four windows make 20 requests
    for (int i = 0; i < 80; i++) {
      seconds.second(20, 20, Seconds.cells("tier", "gold", new Count(1, 1)));
    }
    long onset = seconds.now;
    for (int i = 0; i < 20; i++) {
      seconds.second(20, 20, Seconds.cells("tier", "gold", new Count(i % 2, 1)));
    }
    assertThat(seconds.watch.harmedSince(onset, seconds.now).harmed().get("tier"))
        .containsEntry("gold", true);
  }

  @Test
  void statusAndCountsAreAtHand() {
    healthy(70);
    for (int i = 0; i < 30; i++) {
      seconds.second(19, 20);
    }
    SloStatus status = seconds.watch.status().getFirst();
    assertThat(status.count()).isEqualTo(new Count(570, 600));
    assertThat(status.burnRate()).isEqualTo(5, within(1e-9));
    assertThat(seconds.watch.counted("buy-availability", seconds.now - 30_000, seconds.now))
        .isEqualTo(new Count(570, 600));
    assertThat(seconds.watch.counted("no-such", 0, seconds.now)).isEqualTo(Count.NONE);
  }

  @Test
  void hoursOfHealthyTrafficNeitherPageNorBegin() {
    for (long seed = 1; seed <= 5; seed++) {
      for (int perSecond : new int[] {3, 20, 80}) {
        SplittableRandom random = new SplittableRandom(seed);
        Seconds quiet = new Seconds(0.99, WatchConfig.ORDINARY);
        quiet.seconds(4 * 3_600, perSecond, 0.0005, random);
        assertThat(quiet.signals)
            .as("seed %d, %d a second", seed, perSecond)
            .hasSize(1)
            .allMatch(Signal.BaselineHeld.class::isInstance);
      }
    }
  }

  @Test
  void eightPercentFailuresPageWithin45SecondsOfTheOnset() {
    int rated = 0;
    for (long seed = 1; seed <= 300; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      Seconds incident = new Seconds(0.99, WatchConfig.ORDINARY);
      incident.seconds(90, 5, 0.0005, random);
      if (incident.heard(Signal.BaselineHeld.class).isEmpty()) {
        continue; // this seed failed too often while healthy
      }
      long began = incident.now;
      incident.seconds(300, 5, 0.08, random);
      List<Signal.Page> pages = incident.heard(Signal.Page.class);
      List<Signal.Onset> onsets = incident.heard(Signal.Onset.class);
      if (incident.watch.counted("buy-availability", began, began + 45_000).bad() < 22
          || onsets.isEmpty()) {
        continue; // not 20 bad events (two to spare for the windows' edges) in 45 s
      }
      rated++;
      assertThat(pages).as("seed %d", seed).isNotEmpty();
      assertThat(pages.getFirst().atMillis())
          .as("seed %d", seed)
          .isLessThanOrEqualTo(onsets.getFirst().atMillis() + 45_000);
    }
    assertThat(rated).as("seeds that had enough bad events").isGreaterThan(30);
  }

  @Test
  void aWholeOutageAtTwentyASecondPagesWithinTwentySeconds() {
    for (long seed = 1; seed <= 50; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      Seconds incident = new Seconds(0.99, WatchConfig.ORDINARY);
      incident.seconds(90, 20, 0, random);
      long began = incident.now;
      incident.seconds(60, 20, 0.25, random);
      assertThat(incident.heard(Signal.Page.class).getFirst().atMillis() - began)
          .as("seed %d", seed)
          .isLessThanOrEqualTo(20_000);
      assertThat(Math.abs(incident.heard(Signal.Onset.class).getFirst().atMillis() - began))
          .as("onset within a window, seed %d", seed)
          .isLessThanOrEqualTo(5_000);
    }
  }

  @Test
  void aConfigurationOutOfBoundsIsRefused() {
    assertThatThrownBy(() -> new WatchConfig(1, 6)).hasMessageContaining("healthy seconds");
    assertThatThrownBy(() -> new WatchConfig(60, 0)).hasMessageContaining("threshold");
  }
}
