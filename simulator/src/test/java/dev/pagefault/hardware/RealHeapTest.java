package dev.pagefault.hardware;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.pagefault.time.Clock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On the heap of the JVM that runs the tests, whatever its collector. */
class RealHeapTest {
  private static final long MIB = 1L << 20;
  private static final HeapSpec SPEC = HeapSpec.of(96 * MIB, 256 * MIB, 60 * MIB);
  private static final String SESSION = "dev.shop.Session";

  @TempDir Path cgroup;

  /** Keeps what it is told. */
  private static final class Diary implements HeapListener {
    private final List<GcPause> pauses = new CopyOnWriteArrayList<>();

    @Override
    public void ended(HeapEnd end) {
      throw new AssertionError("a dead JVM told of its end: " + end);
    }

    @Override
    public void collected(GcPause pause) {
      pauses.add(pause);
    }

    List<GcPause> asked() {
      return pauses.stream().filter(it -> it.cause() == GcPause.Cause.SYSTEM_GC).toList();
    }
  }

  private final Diary diary = new Diary();
  private final Clock clock = Clock.system();
  private @Nullable RealMachine machine;

  private Heap heap() {
    RealMachine made = new RealMachine(clock, cgroup);
    machine = made;
    return made.heap(SPEC, diary);
  }

  @AfterEach
  void close() {
    RealMachine made = machine;
    if (made != null) {
      made.close();
    }
  }

  private static Optional<ClassHistogram.Row> row(Heap heap, String type) {
    return heap.histogram().rows().stream().filter(row -> row.type().equals(type)).findFirst();
  }

  private static long alive(Heap heap) {
    return heap.histogram().rows().stream().mapToLong(ClassHistogram.Row::bytes).sum();
  }

  @Test
  void whatIsRetainedIsShownUnderItsTypeUntilItIsReleased() {
    Heap heap = heap();
    Retained one = heap.retain(SESSION, 2 * MIB);
    Retained two = heap.retain(SESSION, 100);
    assertThat(row(heap, SESSION))
        .hasValueSatisfying(row -> {
          assertThat(row.instances()).isEqualTo(2);
          assertThat(row.bytes()).isBetween(2 * MIB + 100, 2 * MIB + 300);
        });
    assertThat(row(heap, HeldBytes.class.getName())).isEmpty();
    one.release();
    one.release();
    assertThat(heap.stat().live()).isEqualTo(100);
    two.release();
    assertThat(row(heap, SESSION)).isEmpty();
    assertThat(heap.stat().live()).isZero();
  }

  @Test
  void whatIsRetainedIsReallyHeldAlsoWhenItsOwnerLostSightOfIt() {
    Heap heap = heap();
    long before = alive(heap);
    for (int i = 0; i < 64; i++) {
      var _ = heap.retain(SESSION, MIB);
    }
    assertThat(alive(heap) - before).isBetween(56 * MIB, 72 * MIB);
    close();
    assertThat(alive(heap) - before).as("let go with the machine").isLessThan(8 * MIB);
  }

  @Test
  void aProcessThatStartsAnewHasAnEmptyHeap() {
    RealMachine made = new RealMachine(clock, cgroup);
    machine = made;
    Heap first = made.heap(SPEC, diary);
    var _ = first.retain(SESSION, MIB);
    Heap second = made.heap(SPEC, diary);
    assertThat(second.stat().live()).isZero();
    assertThat(row(second, SESSION)).isEmpty();
    assertThat(first.stat().live()).isZero();
    second.collect();
    await().until(() -> !diary.asked().isEmpty());
    assertThat(first.stat().pauses())
        .as("hears no more")
        .noneMatch(it -> it.cause() == GcPause.Cause.SYSTEM_GC);
  }

  @Test
  void theTypesAfterSixtyFourShareARow() {
    Heap heap = heap();
    for (int i = 0; i < LiveObjects.MAX_TYPES + 3; i++) {
      var _ = heap.retain("dev.shop.Type" + i, 1_000);
    }
    assertThat(row(heap, LiveObjects.OTHER))
        .hasValueSatisfying(row -> assertThat(row.instances()).isEqualTo(3));
  }

  @Test
  void aCollectionThatIsAskedForIsToldAndCounted() {
    Heap heap = heap();
    long start = clock.nanos();
    heap.collect();
    await().until(() -> !diary.asked().isEmpty());
    GcPause pause = diary.asked().getFirst();
    assertThat(pause.kind()).isEqualTo(GcPause.Kind.MAJOR);
    assertThat(pause.afterBytes()).isPositive();
    assertThat(pause.heapMaxBytes()).isEqualTo(96 * MIB);
    assertThat(pause.beganNanos() + pause.nanos()).isBetween(start, clock.nanos());
    HeapStat stat = heap.stat();
    assertThat(stat.count(GcPause.Kind.MAJOR)).isPositive();
    assertThat(stat.pausedNanos()).isGreaterThanOrEqualTo(pause.nanos());
    assertThat(stat.liveData()).isPositive();
  }

  @Test
  void whyACollectionRanIsSaidInTheJvmsWords() {
    assertThat(GcWatch.cause("System.gc()")).isEqualTo(GcPause.Cause.SYSTEM_GC);
    assertThat(GcWatch.cause("G1 Evacuation Pause")).isEqualTo(GcPause.Cause.ALLOCATION_FAILURE);
    assertThat(GcWatch.cause("Heap Inspection Initiated GC")).as("only a look").isNull();
    assertThat(GcWatch.kind("end of minor GC")).isEqualTo(GcPause.Kind.MINOR);
    assertThat(GcWatch.kind("end of concurrent GC pause")).isNull();
  }

  @Test
  void whatIsAllocatedIsCountedAndNotHeld() {
    Heap heap = heap();
    heap.allocate(64 * MIB);
    // a collection on the way is heard of a moment later
    await().untilAsserted(() -> assertThat(heap.stat().allocated()).isGreaterThan(56 * MIB));
    assertThat(heap.stat().live()).isZero();
  }

  @Test
  void residentIsTheContainersWorkingSet() throws IOException {
    Files.writeString(cgroup.resolve("memory.current"), "900000000\n");
    Files.writeString(cgroup.resolve("memory.stat"), "inactive_file 100000000\n");
    Files.writeString(cgroup.resolve("memory.max"), "1000000000\n");
    HeapStat stat = heap().stat();
    assertThat(stat.resident()).isEqualTo(800_000_000);
    assertThat(stat.containerLimit()).isEqualTo(1_000_000_000);
    assertThat(stat.heapUsed()).isPositive();
    assertThat(stat.edenMax()).isPositive();
    assertThat(stat.tenuredMax()).isPositive();
  }

  @Test
  void withoutAContainerTheLimitIsTheOneThatWasTold() throws InterruptedException {
    Heap heap = heap();
    assertThat(heap.stat().containerLimit()).isEqualTo(256 * MIB);
    assertThat(heap.stat().resident()).isGreaterThan(heap.stat().live());
    heap.limit(64 * MIB, 128 * MIB);
    assertThat(heap.stat().containerLimit()).isEqualTo(128 * MIB);
    assertThat(heap.spec().containerBytes()).isEqualTo(128 * MIB);
    assertThat(heap.spec().heapMaxBytes()).as("-Xmx is for life").isEqualTo(96 * MIB);
    heap.safepoint();
    assertThat(heap.end()).isEmpty();
  }

  @Test
  void heldArraysMoveFromTheByteArraysToTheirTypes() {
    List<ClassHistogram.Row> printed =
        JvmHistogram.parse(
            """
             num     #instances         #bytes  class name (module)
            -------------------------------------------------------
               1:          1000         500000  [B (java.base@25.0.1)
               2:            10            320  dev.pagefault.hardware.HeldBytes
               3:             2            200  dev.shop.Session
            Total          1012         500520
            """);
    ClassHistogram shown =
        JvmHistogram.shown(
            printed, List.of(new ClassHistogram.Row("dev.shop.Session", 10, 400_000)));
    assertThat(shown.rows())
        .containsExactly(
            new ClassHistogram.Row("dev.shop.Session", 12, 400_520),
            new ClassHistogram.Row("[B (java.base@25.0.1)", 990, 100_000));
  }

  @Test
  void nonsenseIsRefusedByName() {
    Heap heap = heap();
    assertThatThrownBy(() -> heap.allocate(-1)).hasMessageContaining("bytes");
    assertThatThrownBy(() -> heap.retain("T", Heap.MAX_ALLOCATION + 1))
        .hasMessageContaining("bytes");
  }
}
