package dev.pagefault.hardware;

import com.sun.management.GarbageCollectionNotificationInfo;
import com.sun.management.GcInfo;
import dev.pagefault.time.Clock;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.management.ListenerNotFoundException;
import javax.management.Notification;
import javax.management.NotificationEmitter;
import javax.management.NotificationListener;
import javax.management.openmbean.CompositeData;
import org.jspecify.annotations.Nullable;

/**
 * Hears from this JVM's collectors what they did, counts it and passes it on, from when it is made
 * until it is closed. The JVM tells of a collection soon after it, on a thread of its own, and to
 * the millisecond.
 *
 * <p>Collections that only prepare a look at the heap are neither told nor counted: what it costs
 * to look isn't the program's, and a second look would find the first one. What the concurrent
 * collectors do beside the program isn't a pause.
 */
final class GcWatch implements AutoCloseable {
  private final long heapMaxBytes;
  private final HeapListener listener;
  private final Clock clock;
  private final JvmSpaces spaces;
  private final List<NotificationEmitter> collectors = new ArrayList<>();
  private final NotificationListener ear = (notification, _) -> hear(notification);
  private final PauseTally pauses = new PauseTally();

  /** What the last collection left. */
  private JvmSpaces.Used left;

  private long heard;
  private long allocatedBefore; // until the last collection
  private long allocatedTold;
  private long promoted;
  private long liveData;

  GcWatch(long heapMaxBytes, JvmSpaces spaces, HeapListener listener, Clock clock) {
    this.heapMaxBytes = heapMaxBytes;
    this.listener = listener;
    this.clock = clock;
    this.spaces = spaces;
    this.left = spaces.used();
    for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
      if (collector instanceof NotificationEmitter emitter) {
        collectors.add(emitter);
        emitter.addNotificationListener(ear, null, null);
      }
    }
  }

  /**
   * Bytes allocated since this was made, as of {@code now}: what the heap grew by between
   * collections. Never less than it told before, also while a collection is still to be heard of.
   */
  synchronized long allocated(JvmSpaces.Used now) {
    long since = Math.max(0, now.all() - left.all());
    allocatedTold = Math.max(allocatedTold, allocatedBefore + since);
    return allocatedTold;
  }

  /** Bytes that the old space grew by in collections. */
  synchronized long promoted() {
    return promoted;
  }

  /** The old space after the last full collection, bytes. */
  synchronized long liveData() {
    return liveData;
  }

  /** The collections, by kind and cause. */
  synchronized List<HeapStat.Pauses> pauses() {
    return pauses.all();
  }

  /** Hears no more; a second time does nothing. */
  @Override
  public void close() {
    for (NotificationEmitter collector : collectors) {
      try {
        collector.removeNotificationListener(ear);
      } catch (ListenerNotFoundException e) {
        return; // closed before
      }
    }
  }

  private void hear(Notification notification) {
    String type = GarbageCollectionNotificationInfo.GARBAGE_COLLECTION_NOTIFICATION;
    if (notification.getType().equals(type)
        && notification.getUserData() instanceof CompositeData told) {
      GcPause pause = count(GarbageCollectionNotificationInfo.from(told));
      if (pause != null) {
        listener.collected(pause);
      }
    }
  }

  private synchronized @Nullable GcPause count(GarbageCollectionNotificationInfo told) {
    GcInfo info = told.getGcInfo();
    JvmSpaces.Used before = spaces.used(info.getMemoryUsageBeforeGc());
    JvmSpaces.Used after = spaces.used(info.getMemoryUsageAfterGc());
    allocatedBefore += Math.max(0, before.all() - left.all());
    promoted += Math.max(0, after.old() - before.old());
    left = after;
    GcPause.Kind kind = kind(told.getGcAction());
    if (kind == GcPause.Kind.MAJOR) {
      liveData = after.old();
    }
    GcPause.Cause cause = cause(told.getGcCause());
    if (kind == null || cause == null) {
      return null;
    }
    long nanos = TimeUnit.MILLISECONDS.toNanos(info.getDuration());
    GcPause pause =
        new GcPause(
            heard,
            kind,
            cause,
            clock.nanos() - nanos,
            nanos,
            before.all(),
            after.all(),
            heapMaxBytes);
    heard++;
    pauses.add(pause);
    return pause;
  }

  /** What was collected, by the JVM's words for it; null when nothing stood still for it. */
  static GcPause.@Nullable Kind kind(String action) {
    for (GcPause.Kind kind : GcPause.Kind.values()) {
      if (kind.action().equals(action)) {
        return kind;
      }
    }
    return null;
  }

  /**
   * Why it ran, by the JVM's words for it (hotspot/share/gc/shared/gcCause.cpp): whatever nobody
   * asked for counts as a failed allocation. Null when it only prepared a look at the heap.
   */
  static GcPause.@Nullable Cause cause(String words) {
    return switch (words) {
      case "System.gc()" -> GcPause.Cause.SYSTEM_GC;
      case "Heap Inspection Initiated GC", "Heap Dump Initiated GC" -> null;
      default -> GcPause.Cause.ALLOCATION_FAILURE;
    };
  }
}
