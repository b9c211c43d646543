package dev.pagefault.hardware;

import static dev.pagefault.hardware.Volume.Kind.READ;
import static dev.pagefault.hardware.Volume.Kind.WRITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** Hand-worked figures for a gp2 of 100 GiB: 300 IOPS, bursts of 3,000, 128 MiB/s. */
class VolumeLedgerTest {
  private static final long MS = 1_000_000L;
  private static final long SECOND = 1_000 * MS;
  private static final long KIB = 1024;
  private static final long MIB = 1024 * KIB;
  private static final VolumeSpec GP2 = VolumeSpec.gp2(100);

  @Test
  void aBurstEmptiesTheCreditInTwoThousandSecondsAndThenTheBaselineIsLeft() {
    VolumeLedger ledger = new VolumeLedger(GP2, 0);
    long end = 0;
    for (int second = 0; second < 2_000; second++) {
      end = write(ledger, 3_000, 4 * KIB, end);
    }
    assertThat(end).as("6 M operations at 3,000/s").isCloseTo(2_000 * SECOND, within(5 * MS));
    assertThat(ledger.stat(end, 0).burstBalance()).isCloseTo(0, within(0.001));
    assertThat(write(ledger, 300, 4 * KIB, end) - end)
        .as("300 operations at 300/s")
        .isCloseTo(SECOND, within(2 * MS));
  }

  @Test
  void halfOfTheCreditLastsHalfAsLong() {
    VolumeLedger ledger = new VolumeLedger(GP2, 0);
    ledger.credits(0.5, 0);
    long end = write(ledger, 1_500_000, 4 * KIB, 0);
    assertThat(ledger.stat(end, 0).burstBalance())
        .as("500 s of 1000: 2.7 M − 500·2700 = 1.35 M of 5.4 M")
        .isCloseTo(25, within(0.01));
  }

  @Test
  void spentCreditComesBackAtTheBaselineRate() {
    VolumeLedger ledger = new VolumeLedger(GP2, 0);
    ledger.credits(0, 0);
    assertThat(ledger.stat(1_800 * SECOND, 0).burstBalance())
        .as("1800 s · 300/s = 540,000 of 5.4 M")
        .isCloseTo(10, within(1e-9));
    assertThat(ledger.stat(40_000 * SECOND, 0).burstBalance()).isEqualTo(100);
  }

  @Test
  void loadBelowTheBaselineIsServedAtFullSpeedEvenWithoutCredit() {
    VolumeLedger ledger = new VolumeLedger(GP2, 0);
    ledger.credits(0, 0);
    // 100 a second: in the 10 ms before each, 3 credits are earned and it needs 0.9.
    for (long i = 1; i <= 100; i++) {
      long at = i * (10 * MS);
      assertThat(ledger.book(READ, 4 * KIB, at) - at).isCloseTo(SECOND / 3_000, within(2L));
    }
  }

  @Test
  void aSpeedUpOfSixtyEmptiesTheCreditSixtyTimesAsFast() {
    VolumeLedger ledger = new VolumeLedger(GP2, 0);
    ledger.speedUp(60, 0);
    long end = write(ledger, 100_000, 4 * KIB, 0);
    assertThat(end).as("still 3,000 a second").isCloseTo(100 * SECOND / 3, within(MS));
    assertThat(ledger.stat(end, 0).burstBalance()).as("2000 s / 60").isCloseTo(0, within(0.01));
    assertThat(ledger.stat(end + 30 * SECOND, 0).burstBalance())
        .as("30 s count as 1800")
        .isCloseTo(10, within(0.01));
  }

  @Test
  void throughputIsFlatAtTheLimitWhateverIsAskedFor() {
    VolumeLedger ledger = new VolumeLedger(VolumeSpec.gp3(100), 0);
    for (int i = 0; i < 1_000; i++) {
      ledger.book(WRITE, MIB, 0);
    }
    for (long second = 1; second <= 8; second++) {
      assertThat(ledger.stat(second * SECOND, 0).volumeWriteBytes())
          .isEqualTo(second * (125 * MIB));
    }
    assertThat(ledger.stat(8 * SECOND, 0).volumeQueueLength()).isZero();
  }

  @Test
  void anOperationOfAMebibyteCountsAsFour() {
    VolumeLedger ledger = new VolumeLedger(new VolumeSpec(100, 100, 0, 1 << 30, 1 << 30), 0);
    assertThat(ledger.book(READ, MIB, 0)).isEqualTo(40 * MS);
    assertThat(ledger.book(READ, 256 * KIB, 0)).isEqualTo(50 * MS);
    assertThat(ledger.book(WRITE, 256 * KIB + 1, 0)).isEqualTo(70 * MS);
    VolumeStat stat = ledger.stat(70 * MS, 0);
    assertThat(stat.volumeReadOps()).isEqualTo(5);
    assertThat(stat.volumeWriteOps()).isEqualTo(2);
  }

  @Test
  void theQueueIsWhatWasAskedForAndIsNotDone() {
    VolumeLedger ledger = new VolumeLedger(new VolumeSpec(100, 100, 0, 1 << 30, 1 << 30), 0);
    for (int i = 0; i < 10; i++) {
      ledger.book(READ, 4 * KIB, 0);
    }
    VolumeStat half = ledger.stat(55 * MS, 0);
    assertThat(half.volumeQueueLength()).isEqualTo(5);
    assertThat(half.volumeReadOps()).isEqualTo(5);
    assertThat(half.volumeTotalReadTimeNanos()).as("10+20+30+40+50").isEqualTo(150 * MS);
    assertThat(half.volumeIdleTimeNanos()).isZero();
    assertThat(ledger.stat(130 * MS, 0).volumeIdleTimeNanos()).isEqualTo(30 * MS);
  }

  @Test
  void whatIsDeliveredIsAPercentageOfWhatIsProvisioned() {
    VolumeLedger ledger = new VolumeLedger(new VolumeSpec(100, 100, 0, 1 << 30, 1 << 30), 0);
    VolumeStat before = ledger.stat(0, 0);
    for (int i = 0; i < 50; i++) {
      ledger.book(WRITE, 4 * KIB, 0);
    }
    assertThat(ledger.stat(SECOND, 0).volumeThroughputPercentage(before)).isEqualTo(50);
  }

  @Test
  void aHigherLimitServesWhatComesNext() {
    VolumeLedger ledger = new VolumeLedger(new VolumeSpec(100, 100, 0, 1 << 30, 1 << 30), 0);
    assertThat(ledger.book(WRITE, 4 * KIB, 0)).isEqualTo(10 * MS);
    ledger.limit(new VolumeSpec(1_000, 1_000, 0, 1 << 30, 1 << 30), 0);
    assertThat(ledger.book(WRITE, 4 * KIB, 0)).isEqualTo(11 * MS);
  }

  @Test
  void whatIsRememberedStaysBounded() {
    VolumeLedger ledger = new VolumeLedger(GP2, 0);
    write(ledger, VolumeLedger.MAX_PENDING + 7, 4 * KIB, 0);
    VolumeStat stat = ledger.stat(0, 0);
    assertThat(stat.volumeQueueLength()).isEqualTo(VolumeLedger.MAX_PENDING);
    assertThat(stat.volumeWriteOps()).isEqualTo(7);
  }

  private static long write(VolumeLedger ledger, int operations, long bytes, long at) {
    long end = at;
    for (int i = 0; i < operations; i++) {
      end = ledger.book(WRITE, bytes, at);
    }
    return end;
  }
}
