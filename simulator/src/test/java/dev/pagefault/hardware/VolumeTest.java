package dev.pagefault.hardware;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pagefault.hardware.Volume.Kind;
import dev.pagefault.time.Clock;
import dev.pagefault.time.ManualClock;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class VolumeTest {
  private static final long MS = 1_000_000L;
  private static final long GIB = 1L << 30;
  private static final VolumeSpec SLOW = new VolumeSpec(200, 200, 0, GIB, GIB);

  @Test
  void ioTakesAsLongAsItIsWorth() throws Exception {
    Volume volume = new Volume(SLOW, Clock.system());
    long start = Clock.system().nanos();
    for (int i = 0; i < 10; i++) {
      volume.io(Kind.WRITE, 4096);
    }
    assertThat(Clock.system().nanos() - start).isBetween(49 * MS, 500 * MS);
    assertThat(volume.stat().volumeWriteOps()).isBetween(9L, 10L);
  }

  @Test
  void whoeverIsInterruptedStopsWaiting() throws Exception {
    Volume volume = new Volume(new VolumeSpec(0.001, 0.001, 0, GIB, GIB), Clock.system());
    AtomicReference<Throwable> seen = new AtomicReference<>();
    Thread reader =
        Thread.startVirtualThread(() -> {
          try {
            volume.io(Kind.READ, 4096);
          } catch (InterruptedException e) {
            seen.set(e);
          }
        });
    reader.interrupt();
    reader.join();
    assertThat(seen.get()).isInstanceOf(InterruptedException.class);
    assertThat(volume.stat().volumeQueueLength()).as("the device is still at it").isEqualTo(1);
  }

  @Test
  void spaceIsTakenUntilNoneIsLeftAndComesBackWhenFreed() {
    Volume volume = new Volume(SLOW, new ManualClock());
    assertThat(volume.allocateSpace(GIB - 100)).isEqualTo(new Space.Allocated(100));
    assertThat(volume.allocateSpace(101))
        .isInstanceOfSatisfying(
            Space.NoSpaceLeft.class,
            refused ->
                assertThat(refused.words())
                    .isEqualTo(
                        "No space left on device (wanted=101, free=100, size=1073741824 bytes)"));
    assertThat(volume.stat().usedBytes()).as("all or nothing").isEqualTo(GIB - 100);
    volume.freeSpace(GIB - 100);
    assertThat(volume.allocateSpace(GIB)).isEqualTo(new Space.Allocated(0));
  }

  @Test
  void aVolumeGrowsButNeverBelowWhatItHolds() {
    Volume volume = new Volume(VolumeSpec.gp2(100), new ManualClock());
    volume.allocateSpace(60 * GIB);
    volume.limit(VolumeSpec.gp2(400));
    assertThat(volume.spec().baselineIops()).isEqualTo(1_200);
    assertThatThrownBy(() -> volume.limit(VolumeSpec.gp2(50))).hasMessageContaining("can't hold");
  }

  @Test
  void creditIsEarnedByTheClockTimesTheSpeedUp() {
    ManualClock clock = new ManualClock();
    Volume volume = new Volume(VolumeSpec.gp2(100), clock);
    volume.credits(0);
    volume.speedUp(60);
    clock.advance(60_000 * MS);
    assertThat(volume.stat().burstBalance()).as("an hour: 3600 · 300 of 5.4 M").isEqualTo(20);
  }

  @Test
  void theProductsAreWhatTheGuideSays() {
    assertThat(VolumeSpec.gp2(20).baselineIops()).isEqualTo(100);
    assertThat(VolumeSpec.gp2(2_000))
        .as("above a thousand GiB the baseline is the faster one")
        .isEqualTo(new VolumeSpec(6_000, 6_000, 0, 250L << 20, 2_000 * GIB));
    assertThat(VolumeSpec.gp3(50)).isEqualTo(new VolumeSpec(3_000, 3_000, 0, 125L << 20, 50 * GIB));
  }

  @Test
  void nonsenseIsRefusedByName() {
    Volume volume = new Volume(SLOW, new ManualClock());
    assertThatThrownBy(() -> volume.io(Kind.READ, -1)).hasMessageContaining("bytes");
    assertThatThrownBy(() -> volume.credits(1.1)).hasMessageContaining("share");
    assertThatThrownBy(() -> volume.speedUp(0)).hasMessageContaining("speed-up");
    assertThatThrownBy(() -> volume.freeSpace(1)).hasMessageContaining("0 are taken");
    assertThatThrownBy(() -> new VolumeSpec(300, 100, 0, 1, 1)).hasMessageContaining("baseline");
  }
}
