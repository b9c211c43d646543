package dev.pagefault.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** That what looks for threads left behind sees them. */
final class ThreadsTest {

  @Test
  void threadsOfBothKindsAreSeenWhileTheyLiveHoweverManyHaveOneName() throws Exception {
    Threads before = Threads.now();
    List<Thread> started =
        List.of(
            Thread.ofVirtual().name("left-over").start(LockSupport::park),
            Thread.ofVirtual().name("left-over").start(LockSupport::park),
            Thread.ofPlatform().daemon().name("left-over").start(LockSupport::park));
    assertThat(Threads.now().startedSince(before)).filteredOn("left-over"::equals).hasSize(3);
    for (Thread thread : started) {
      thread.interrupt();
      thread.join();
    }
    before.assertNoOthersStay();
  }
}
