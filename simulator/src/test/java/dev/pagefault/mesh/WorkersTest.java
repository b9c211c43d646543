package dev.pagefault.mesh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Workers who are too many once their number was lowered. */
final class WorkersTest {
  private static final Exchange EXCHANGE =
      new Exchange("GET /", Map.of(), null, Context.root(), Span.getInvalid(), 0);

  private final CountDownLatch over = new CountDownLatch(1);
  private final AtomicInteger interrupted = new AtomicInteger();
  private final Threads before = Threads.now();

  @Test
  void theIdleEndWithTheOthers() {
    Workers workers = busy(8);
    over.countDown();
    await().until(() -> workers.active() == 0);
    workers.limit(4, 0);
    workers.close();
    before.assertNoOthersStay();
  }

  @Test
  void theBusyAreSeenUntilTheyAreDoneAndEndThen() {
    Workers workers = busy(2);
    workers.limit(1, 0);
    assertThat(workers.busy()).extracting(Workers.Busy::number).containsExactly(1, 2);
    over.countDown();
    await()
        .untilAsserted(
            () -> assertThat(Threads.now().startedSince(before)).containsExactly("http-1"));
    assertThat(workers.busy()).isEmpty();
    workers.close();
    before.assertNoOthersStay();
  }

  @Test
  void theBusyAreInterruptedWithTheOthers() {
    Workers workers = busy(2);
    workers.limit(1, 0);
    workers.close();
    await().untilAsserted(() -> assertThat(interrupted).hasValue(2));
    before.assertNoOthersStay();
  }

  /** So many, all at work until it is over. */
  private Workers busy(int number) {
    Workers workers = new Workers(number, 0);
    for (int i = 0; i < number; i++) {
      assertThat(workers.offer(new Standing())).isTrue();
    }
    await().until(() -> workers.busy().size() == number); // each thread has begun with its own
    return workers;
  }

  private final class Standing implements Workers.Job {
    @Override
    public void run() throws InterruptedException {
      try {
        over.await();
      } catch (InterruptedException e) {
        interrupted.incrementAndGet();
        throw e;
      }
    }

    @Override
    public Exchange exchange() {
      return EXCHANGE;
    }
  }
}
