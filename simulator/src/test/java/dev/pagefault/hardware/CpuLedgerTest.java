package dev.pagefault.hardware;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Hand-worked figures; one unit is a millisecond. */
class CpuLedgerTest {
  private static final long MS = 1_000_000L;

  @Test
  void workThatFitsTheQuotaTakesAsLongAsItIs() {
    CpuLedger ledger = new CpuLedger(4, 1, 0);
    assertThat(ledger.book(3 * MS, 20 * MS)).isEqualTo(23 * MS);
    assertThat(ledger.stat(100 * MS)).isEqualTo(new CpuStat(1, 0, 0, 20_000));
  }

  @Test
  void whatExceedsTheQuotaGoesOnInTheNextPeriod() {
    CpuLedger ledger = new CpuLedger(4, 0.5, 0);
    // 50 ms of quota each period: 50 in the first, 20 in the second.
    assertThat(ledger.book(0, 70 * MS)).isEqualTo(120 * MS);
    assertThat(ledger.stat(200 * MS)).isEqualTo(new CpuStat(2, 1, 50_000, 70_000));
  }

  @Test
  void fourAtOnceSpendTheQuotaOfOneCoreInAQuarterOfThePeriod() {
    CpuLedger ledger = new CpuLedger(4, 1, 0);
    for (int i = 0; i < 4; i++) {
      assertThat(ledger.book(0, 25 * MS)).isEqualTo(25 * MS);
    }
    assertThat(ledger.book(30 * MS, 5 * MS)).as("frozen from 30 to 100").isEqualTo(105 * MS);
    assertThat(ledger.stat(100 * MS)).isEqualTo(new CpuStat(1, 1, 70_000, 100_000));
  }

  @Test
  void whoeverComesWhileAllAreBusyWaitsForTheFirstToBeFree() {
    CpuLedger ledger = new CpuLedger(2, 2, 0);
    ledger.book(0, 10 * MS);
    ledger.book(0, 6 * MS);
    assertThat(ledger.idleAt(5 * MS)).isFalse();
    assertThat(ledger.book(5 * MS, 3 * MS)).isEqualTo(9 * MS);
    assertThat(ledger.idleAt(9 * MS)).isTrue();
  }

  @Test
  void turnsAreTakenInTheOrderTheyAreAskedFor() {
    CpuLedger ledger = new CpuLedger(1, 1, 0);
    long a = ledger.book(0, 10 * MS);
    long b = ledger.book(1 * MS, 10 * MS);
    assertThat(ledger.book(a, 10 * MS)).as("a's second turn").isEqualTo(30 * MS);
    assertThat(ledger.book(b, 10 * MS)).as("b's second turn").isEqualTo(40 * MS);
  }

  @Test
  void aHostThatIsBusyAllTheTimeIsNeverThrottled() {
    CpuLedger ledger = new CpuLedger(2, 2, 0);
    for (int i = 0; i < 40; i++) {
      ledger.book(0, 10 * MS);
    }
    assertThat(ledger.book(0, 10 * MS)).isEqualTo(210 * MS);
    assertThat(ledger.stat(200 * MS)).isEqualTo(new CpuStat(2, 0, 0, 400_000));
  }

  @Test
  void thePeriodUnderWayCountsByThePartThatIsOver() {
    CpuLedger ledger = new CpuLedger(1, 1, 0);
    ledger.book(0, 40 * MS);
    assertThat(ledger.stat(50 * MS).usageMicros()).isEqualTo(20_000);
  }

  @Test
  void aLoweredLimitBitesInTheSamePeriod() {
    CpuLedger ledger = new CpuLedger(4, 1, 0);
    ledger.book(0, 20 * MS);
    ledger.limit(0.2);
    assertThat(ledger.book(20 * MS, 10 * MS)).isEqualTo(110 * MS);
  }

  @Test
  void aRaisedLimitThawsWhatComesNextInTheSamePeriod() {
    CpuLedger ledger = new CpuLedger(4, 0.2, 0);
    assertThat(ledger.book(0, 30 * MS)).as("frozen from 20 to 100").isEqualTo(110 * MS);
    ledger.limit(1);
    assertThat(ledger.book(40 * MS, 10 * MS)).isEqualTo(50 * MS);
    assertThat(ledger.stat(100 * MS)).isEqualTo(new CpuStat(1, 1, 80_000, 30_000));
  }

  @Test
  void aBookingFarAheadStaysBounded() {
    CpuLedger ledger = new CpuLedger(1, 0.01, 0);
    long end = ledger.book(0, 60_000 * MS);
    assertThat(end).isGreaterThan(100_000 * MS);
    assertThat(ledger.stat(CpuLedger.AHEAD * CpuLedger.PERIOD).usageMicros()).isEqualTo(60_000_000);
  }
}
