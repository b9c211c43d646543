package dev.pagefault.hardware;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.util.List;
import java.util.Map;

/**
 * The two spaces of this JVM's heap, whatever its collector calls them: "Eden Space" and "Survivor
 * Space" are the young one of Serial, "G1 Eden Space" and "G1 Survivor Space" that of G1; the rest
 * is old. Any thread.
 */
final class JvmSpaces {

  /** What is in use in either, garbage included; bytes. */
  record Used(long young, long old) {
    long all() {
      return young + old;
    }
  }

  private final List<MemoryPoolMXBean> young;
  private final List<MemoryPoolMXBean> old;

  JvmSpaces() {
    List<MemoryPoolMXBean> heap =
        ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(pool -> pool.getType() == MemoryType.HEAP)
            .toList();
    this.young = heap.stream().filter(JvmSpaces::isYoung).toList();
    this.old = heap.stream().filter(pool -> !isYoung(pool)).toList();
  }

  /** As it is now. */
  Used used() {
    return new Used(used(young), used(old));
  }

  /** As it was when a collector looked; pools by their names. */
  Used used(Map<String, MemoryUsage> usage) {
    return new Used(used(young, usage), used(old, usage));
  }

  /** The most that the young space may take, bytes; {@code otherwise} where it isn't fixed. */
  long youngMax(long otherwise) {
    return max(young, otherwise);
  }

  /** The most that the old space may take, bytes; {@code otherwise} where it isn't fixed. */
  long oldMax(long otherwise) {
    return max(old, otherwise);
  }

  private static boolean isYoung(MemoryPoolMXBean pool) {
    return pool.getName().contains("Eden") || pool.getName().contains("Survivor");
  }

  private static long used(List<MemoryPoolMXBean> pools) {
    return pools.stream().mapToLong(pool -> pool.getUsage().getUsed()).sum();
  }

  private static long used(List<MemoryPoolMXBean> pools, Map<String, MemoryUsage> usage) {
    long used = 0;
    for (MemoryPoolMXBean pool : pools) {
      MemoryUsage of = usage.get(pool.getName());
      used += of == null ? 0 : of.getUsed();
    }
    return used;
  }

  private static long max(List<MemoryPoolMXBean> pools, long otherwise) {
    long max = 0;
    for (MemoryPoolMXBean pool : pools) {
      long most = pool.getUsage().getMax();
      if (most < 0) {
        return otherwise;
      }
      max += most;
    }
    return pools.isEmpty() ? otherwise : max;
  }
}
