package dev.pagefault.hardware;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pagefault.time.Clock;
import dev.pagefault.time.ManualClock;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HeapTest {
  private static final long MS = 1_000_000L;
  private static final long MIB = 1L << 20;
  private static final HeapSpec SPEC = HeapSpec.of(96 * MIB, 256 * MIB, 60 * MIB);

  /** Keeps what it is told. */
  private static final class Diary implements HeapListener {
    private final List<HeapEnd> ends = new CopyOnWriteArrayList<>();
    private final List<GcPause> pauses = new CopyOnWriteArrayList<>();

    @Override
    public void ended(HeapEnd end) {
      ends.add(end);
    }

    @Override
    public void collected(GcPause pause) {
      pauses.add(pause);
    }
  }

  private final Diary diary = new Diary();

  @Test
  void workStandsStillWhileTheHeapIsCollected() throws Exception {
    Heap heap = new HeapModel(SPEC, diary, Clock.system());
    long start = Clock.system().nanos();
    heap.safepoint();
    heap.collect();
    heap.safepoint();
    assertThat(Clock.system().nanos() - start)
        .as("20 ms + 2 ms for each of 12.5 MiB")
        .isBetween(44 * MS, 1_000 * MS);
    assertThat(diary.pauses).hasSize(1);
  }

  @Test
  void whoeverIsInterruptedStopsWaiting() throws Exception {
    Heap heap = new HeapModel(HeapSpec.of(6_000 * MIB, 9_000 * MIB, 0), diary, new ManualClock());
    heap.collect();
    AtomicReference<Throwable> seen = new AtomicReference<>();
    Thread worker =
        Thread.startVirtualThread(() -> {
          try {
            heap.safepoint();
          } catch (InterruptedException e) {
            seen.set(e);
          }
        });
    worker.interrupt();
    worker.join();
    assertThat(seen.get()).isInstanceOf(InterruptedException.class);
  }

  @Test
  void theEndIsToldOnceHoweverManyBringItAbout() throws Exception {
    Heap heap = new HeapModel(SPEC, diary, new ManualClock());
    List<Thread> leaks =
        IntStream.range(0, 4)
            .mapToObj(_ ->
                Thread.startVirtualThread(() -> {
                  for (int i = 0; i < 200; i++) {
                    heap.retain("dev.shop.Session", MIB);
                  }
                }))
            .toList();
    for (Thread leak : leaks) {
      leak.join();
    }
    assertThat(diary.ends).hasSize(1).first().isInstanceOf(HeapEnd.OutOfMemory.class);
    assertThat(heap.end()).contains(diary.ends.getFirst());
    heap.safepoint();
  }

  @Test
  void aProcessThatStartsAnewHasAnEmptyHeap() {
    Heap first = new HeapModel(SPEC, diary, new ManualClock());
    first.retain("dev.shop.Session", 20 * MIB);
    first.limit(96 * MIB, 64 * MIB);
    assertThat(diary.ends).hasSize(1).first().isInstanceOf(HeapEnd.OomKilled.class);
    Heap second = new HeapModel(SPEC, diary, new ManualClock());
    assertThat(second.end()).isEmpty();
    assertThat(second.stat().live()).isEqualTo(LiveObjects.BASE_BYTES);
  }

  @Test
  void whatIsReleasedTwiceIsGivenBackOnce() {
    Heap heap = new HeapModel(SPEC, diary, new ManualClock());
    Retained kept = heap.retain("dev.shop.Session", MIB);
    Retained gone = heap.retain("dev.shop.Session", MIB);
    gone.release();
    gone.release();
    assertThat(heap.stat().live()).isEqualTo(LiveObjects.BASE_BYTES + MIB);
    kept.release();
    assertThat(heap.stat().live()).isEqualTo(LiveObjects.BASE_BYTES);
  }

  @Test
  void manyAtOnceKeepTheAccount() throws Exception {
    Heap heap = new HeapModel(SPEC, diary, new ManualClock());
    List<Thread> threads =
        IntStream.range(0, 4)
            .mapToObj(_ ->
                Thread.startVirtualThread(() -> {
                  for (int i = 0; i < 50_000; i++) {
                    Retained held = heap.retain("dev.shop.Session", 100);
                    heap.allocate(900);
                    if (i % 10 > 0) {
                      held.release();
                    }
                  }
                }))
            .toList();
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(heap.stat().live()).isEqualTo(LiveObjects.BASE_BYTES + 4 * 5_000 * 100);
    assertThat(heap.stat().allocated()).isEqualTo(4 * 50_000 * 1_000L);
    assertThat(heap.stat().count(GcPause.Kind.MINOR)).isEqualTo(diary.pauses.size()).isEqualTo(5);
  }

  @Test
  void nonsenseIsRefusedByName() {
    HeapModel heap = new HeapModel(SPEC, diary, new ManualClock());
    assertThatThrownBy(() -> heap.allocate(-1)).hasMessageContaining("bytes");
    assertThatThrownBy(() -> heap.retain("T", Heap.MAX_ALLOCATION + 1))
        .hasMessageContaining("bytes");
    assertThatThrownBy(() -> heap.limit(MIB, MIB)).hasMessageContaining("heap needs");
    assertThatThrownBy(() -> heap.nativeMemory(-1)).hasMessageContaining("native");
    assertThatThrownBy(() -> new HeapSpec(96 * MIB, 60 * MIB, MIB, 0))
        .hasMessageContaining("young space");
    assertThat(heap.end()).isEmpty();
  }
}
