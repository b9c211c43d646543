package dev.pagefault.hardware;

import static dev.pagefault.hardware.GcPause.Cause.ALLOCATION_FAILURE;
import static dev.pagefault.hardware.GcPause.Cause.SYSTEM_GC;
import static dev.pagefault.hardware.GcPause.Kind.MAJOR;
import static dev.pagefault.hardware.GcPause.Kind.MINOR;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Hand-worked figures for a heap of 300 MiB: 100 young, 200 old. */
class HeapLedgerTest {
  private static final long MS = 1_000_000L;
  private static final long MIB = 1L << 20;
  private static final long BASE = LiveObjects.BASE_BYTES;
  private static final HeapSpec SPEC = HeapSpec.of(300 * MIB, 1_000 * MIB, 60 * MIB);

  private final HeapLedger ledger = new HeapLedger(SPEC, 0);

  @Test
  void thereAreAsManyMinorCollectionsAsYoungSpacesWereAllocated() {
    for (int i = 0; i < 1_000; i++) {
      ledger.allocate(MIB, 0);
    }
    ledger.allocate(1, 0);
    HeapStat stat = ledger.stat();
    assertThat(stat.count(MINOR)).as("1000 / 100").isEqualTo(10);
    assertThat(stat.count(MAJOR)).isZero();
    assertThat(stat.allocated()).isEqualTo(1_000 * MIB + 1);
    assertThat(stat.pauses())
        .containsExactly(new HeapStat.Pauses(MINOR, ALLOCATION_FAILURE, 10, 20 * MS, 2 * MS));
  }

  @Test
  void aMinorPauseGrowsWithWhatIsHeld() {
    ledger.retain("Session", 40 * MIB, 0);
    ledger.allocate(60 * MIB + 1, 7 * MS);
    assertThat(ledger.pauseEnds()).as("2 + 40 ms").isEqualTo(49 * MS);
    assertThat(ledger.stat().promoted()).isEqualTo(40 * MIB);
    assertThat(ledger.stat().tenuredUsed()).isEqualTo(BASE + 40 * MIB);
    assertThat(ledger.stat().edenUsed()).isEqualTo(1);
  }

  @Test
  void whatIsReleasedYoungCostsNothing() {
    ledger.release(ledger.retain("Buffer", 40 * MIB, 0));
    ledger.allocate(60 * MIB + 1, 0);
    assertThat(ledger.pauseEnds()).isEqualTo(2 * MS);
    assertThat(ledger.stat().promoted()).isZero();
  }

  @Test
  void aFullPauseGrowsWithTheLiveSet() {
    ledger.retain("Session", 100 * MIB - BASE, 0);
    ledger.collect(5 * MS);
    assertThat(ledger.pauseEnds()).as("20 + 2 · 100 ms").isEqualTo(225 * MS);
    assertThat(ledger.stat().liveData()).isEqualTo(100 * MIB);
    assertThat(ledger.stat().pauses())
        .containsExactly(new HeapStat.Pauses(MAJOR, SYSTEM_GC, 1, 220 * MS, 220 * MS));
    assertThat(ledger.news().pauses().getFirst().logLine())
        .isEqualTo("GC(0) Pause Full (System.gc()) 100M->100M(300M) 220.000ms");
  }

  @Test
  void aCollectionThatFollowsAtOnceBeginsWhenTheLastOneIsOver() {
    ledger.allocate(300 * MIB + 1, 0);
    assertThat(ledger.news().pauses())
        .extracting(GcPause::beganNanos)
        .containsExactly(0L, 2 * MS, 4 * MS);
    assertThat(ledger.pauseEnds()).isEqualTo(6 * MS);
  }

  @Test
  void oldGarbageStaysUntilAFullCollection() {
    Retained held = ledger.retain("Session", 40 * MIB, 0);
    ledger.allocate(60 * MIB + 1, 0);
    held.release();
    ledger.allocate(100 * MIB, 0);
    assertThat(ledger.stat().tenuredUsed()).isEqualTo(BASE + 40 * MIB);
    ledger.collect(0);
    assertThat(ledger.stat().heapUsed()).isEqualTo(BASE);
  }

  @Test
  void anOldSpaceWithoutRoomForWhatIsHeldIsCollectedInFull() {
    // Each round 50 MiB grow old and then are garbage: 12.5 + 3 · 50 fit into 200, a fourth not.
    for (int round = 0; round < 4; round++) {
      Retained held = ledger.retain("Page", 50 * MIB, 0);
      ledger.allocate(100 * MIB - ledger.stat().edenUsed(), 0);
      ledger.allocate(1, 0);
      held.release();
    }
    assertThat(ledger.stat().count(MINOR)).isEqualTo(3);
    assertThat(ledger.stat().count(MAJOR)).isEqualTo(1);
    assertThat(ledger.stat().tenuredUsed()).isEqualTo(BASE + 50 * MIB);
  }

  @Test
  void aLargeObjectGoesStraightIntoTheOldSpace() {
    Retained rows = ledger.retain("[B", 150 * MIB, 0);
    assertThat(ledger.stat().tenuredUsed()).isEqualTo(BASE + 150 * MIB);
    assertThat(ledger.news().pauses()).isEmpty();
    rows.release();
    ledger.retain("[B", 150 * MIB, 0);
    assertThat(ledger.news().pauses()).as("room by a full GC").hasSize(1);
    assertThat(ledger.stat().live()).isEqualTo(BASE + 150 * MIB);
  }

  @Test
  void anObjectLargerThanTheHeapIsTheEnd() {
    ledger.retain("[B", 350 * MIB, 0);
    assertThat(ledger.end()).isEqualTo(new HeapEnd.OutOfMemory(350 * MIB, BASE, 300 * MIB));
    assertThat(ledger.news().pauses()).as("not without a last attempt").hasSize(1);
  }

  @Test
  void collectionsComeTheMoreOftenTheLessAFullOneLeaves() {
    assertThat(fullCollectionsPer100Mib(250)).as("100 / 50").isEqualTo(2);
    assertThat(fullCollectionsPer100Mib(280)).as("100 / 20").isEqualTo(5);
    assertThat(fullCollectionsPer100Mib(295)).as("100 / 5").isEqualTo(20);
  }

  private static long fullCollectionsPer100Mib(long liveMib) {
    HeapLedger ledger = new HeapLedger(SPEC, 0);
    ledger.retain("Entry", 150 * MIB, 0);
    ledger.retain("Entry", (liveMib - 150) * MIB - BASE, 0);
    ledger.collect(0);
    long before = ledger.stat().count(MAJOR);
    ledger.allocate(100 * MIB + 1, 0);
    return ledger.stat().count(MAJOR) - before;
  }

  @Test
  void aLinearLeakEndsWhenAFullCollectionLeavesLessThanARequestNeeds() {
    // 300 − 12.48 of the JVM's own: 286 leave 1.52 MiB, with which requests of 1 MiB still work.
    int leaked = 0;
    while (ledger.end() == null) {
      leaked++;
      ledger.retain("Entry", MIB, 0);
      ledger.allocate(9 * MIB, 0);
    }
    assertThat(leaked).isEqualTo(287);
    assertThat(ledger.end()).isEqualTo(new HeapEnd.OutOfMemory(MIB, BASE + 287 * MIB, 300 * MIB));
    assertThat(ledger.end().lastWords()).contains("java.lang.OutOfMemoryError: Java heap space");
    assertThat(ledger.end().exitCode()).isEqualTo(3);
  }

  @Test
  void theSameLeakIsKilledWithoutAWordWhenTheContainerIsTooSmallForTheHeap() {
    HeapLedger small = new HeapLedger(HeapSpec.of(300 * MIB, 320 * MIB, 60 * MIB), 0);
    while (small.end() == null) {
      small.retain("Entry", MIB, 0);
      small.allocate(9 * MIB, 0);
    }
    assertThat(small.end())
        .isInstanceOfSatisfying(
            HeapEnd.OomKilled.class,
            killed -> {
              assertThat(killed.exitCode()).isEqualTo(137);
              assertThat(killed.reason()).isEqualTo("OOMKilled");
              assertThat(killed.lastWords()).isEmpty();
              assertThat(killed.residentBytes()).isBetween(320 * MIB, 330 * MIB);
              assertThat(killed.heapUsedBytes()).as("260 of 300").isBetween(260 * MIB, 270 * MIB);
            });
  }

  @Test
  void aLimitBelowWhatTheProcessHasTouchedKillsAtOnce() {
    ledger.allocate(100 * MIB, 0);
    ledger.collect(0);
    assertThat(ledger.stat().heapUsed()).isEqualTo(BASE);
    assertThat(ledger.stat().resident()).as("touched").isEqualTo(BASE + 160 * MIB);
    ledger.limit(300 * MIB, 173 * MIB, 0);
    assertThat(ledger.end()).isNull();
    ledger.limit(300 * MIB, 172 * MIB, 0);
    assertThat(ledger.end())
        .isEqualTo(new HeapEnd.OomKilled(BASE + 160 * MIB, 172 * MIB, BASE, 300 * MIB));
  }

  @Test
  void nativeMemoryCountsAgainstTheContainerAndNotAgainstTheHeap() {
    ledger.nativeMemory(900 * MIB);
    assertThat(ledger.end()).isNull();
    ledger.nativeMemory(1_000 * MIB);
    assertThat(ledger.end()).isInstanceOf(HeapEnd.OomKilled.class);
  }

  @Test
  void aSmallerHeapThatCannotHoldTheLiveSetIsOutOfMemory() {
    ledger.retain("Entry", 90 * MIB, 0);
    ledger.limit(150 * MIB, 1_000 * MIB, 0);
    assertThat(ledger.end()).isNull();
    assertThat(ledger.stat().edenMax()).as("still a third").isEqualTo(50 * MIB);
    ledger.limit(60 * MIB, 1_000 * MIB, 0);
    assertThat(ledger.end()).isInstanceOf(HeapEnd.OutOfMemory.class);
  }

  @Test
  void aDeadHeapIgnoresWhatItIsTold() {
    Retained held = ledger.retain("Entry", 10 * MIB, 0);
    ledger.nativeMemory(1_000 * MIB);
    HeapStat before = ledger.stat();
    held.release();
    ledger.retain("Entry", MIB, 0).release();
    ledger.allocate(500 * MIB, 0);
    ledger.collect(0);
    assertThat(ledger.stat()).isEqualTo(before);
  }

  @Test
  void theHistogramIsWhatIsAliveTheMostBytesFirst() {
    List<Retained> held = new ArrayList<>();
    for (int i = 0; i < 9_000; i++) {
      held.add(ledger.retain("dev.shop.CacheEntry", 1_000, 0));
    }
    held.subList(0, 1_000).forEach(Retained::release);
    ClassHistogram histogram = ledger.histogram();
    assertThat(histogram.rows().getFirst())
        .isEqualTo(new ClassHistogram.Row("dev.shop.CacheEntry", 8_000, 8_000_000));
    assertThat(histogram.text(2).lines())
        .contains(
            "   1:           8000        8000000  dev.shop.CacheEntry",
            "   2:          71300        5134600  [B (java.base@25)",
            "Total        258920       21089800");
    assertThat(BASE + 8_000_000).isEqualTo(ledger.stat().live());
  }

  @Test
  void typesBeyondTheBoundShareARow() {
    for (int i = 0; i < LiveObjects.MAX_TYPES + 6; i++) {
      ledger.retain("Type" + i, 1_000_000, 0);
    }
    assertThat(ledger.histogram().rows())
        .contains(new ClassHistogram.Row(LiveObjects.OTHER, 6, 6_000_000));
  }
}
