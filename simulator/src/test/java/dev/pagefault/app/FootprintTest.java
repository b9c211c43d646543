package dev.pagefault.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** What a process holds before and after its drills. */
class FootprintTest {

  @Test
  void whatIsLeftOfADrillIsAGateThatFailed() {
    Footprint before = footprint(Map.of("main", 1L, "mesh-scrape", 1L), 10, 30, 4, 5, 20 << 20);
    assertThat(before.leaves(before).passed()).isTrue();
    assertThat(
            List.of(
                footprint(Map.of("main", 1L, "mesh-scrape", 2L), 10, 30, 4, 5, 20 << 20),
                footprint(Map.of("main", 1L, "drill-pulse", 1L), 10, 30, 4, 5, 20 << 20),
                footprint(Map.of("main", 1L), 11, 30, 4, 5, 20 << 20),
                footprint(Map.of("main", 1L), 10, 31, 4, 5, 20 << 20),
                footprint(Map.of("main", 1L), 10, 30, 5, 5, 20 << 20),
                footprint(Map.of("main", 1L), 10, 30, 4, 6, 20 << 20),
                footprint(Map.of("main", 1L), 10, 30, 4, 5, 29 << 20)))
        .noneMatch(after -> before.leaves(after).passed());
  }

  private static Footprint footprint(
      Map<String, Long> threads, long virtual, long open, long timers, long parts, long bytes) {
    return new Footprint(threads, virtual, open, timers, parts, bytes);
  }

  @Test
  void aThreadAndAnArrayAreSeenWhileTheyAreThere() throws InterruptedException {
    Footprint before = Footprint.now();
    Thread thread = Thread.ofPlatform().daemon().name("left-over").start(LockSupport::park);
    byte[] array = new byte[(int) Footprint.BYTES_MARGIN + (1 << 20)];
    Footprint after = Footprint.now();
    assertThat(after.threads()).containsEntry("left-over", 1L);
    assertThat(after.bytes() - before.bytes()).isGreaterThan(array.length - (1 << 20));
    assertThat(before.leaves(after).passed()).isFalse();
    LockSupport.unpark(thread);
    thread.join();
  }
}
