package dev.pagefault.hardware;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a program really holds in this JVM: byte arrays, each of which stands for an object of a
 * stated type. Owners may lose sight of what they hold, as a leak does: it is kept here until it is
 * released. A chain through the holders and no set, whose entries would take as much as they. Safe
 * for any number of threads.
 */
final class Holdings {
  /** What HotSpot puts before an array's bytes; the whole fills words of {@value #WORD} bytes. */
  private static final long HEADER = 16;

  private static final long WORD = 8;

  private final LiveObjects objects = new LiveObjects();
  private @Nullable HeldBytes newest;
  private long bytes;

  synchronized Retained hold(String type, byte[] content) {
    HeldBytes before = newest;
    HeldBytes held = new HeldBytes(this, objects.add(type, size(content)), content);
    held.older = before;
    if (before != null) {
      before.newer = held;
    }
    newest = held;
    bytes += content.length;
    return held;
  }

  /** Lets go of it; a second time does nothing. */
  synchronized void release(HeldBytes held) {
    byte[] content = held.content;
    if (content == null) {
      return;
    }
    objects.remove(held.place, size(content));
    bytes -= content.length;
    HeldBytes older = held.older;
    HeldBytes newer = held.newer;
    if (older != null) {
      older.newer = newer;
    }
    if (newer != null) {
      newer.older = older;
    } else {
      newest = older;
    }
    held.content = null;
    held.older = null; // or an old one that is dead would keep young ones alive until a full GC
    held.newer = null;
  }

  /** Lets go of all. */
  synchronized void clear() {
    for (HeldBytes each = newest; each != null; each = newest) {
      release(each);
    }
  }

  /** Stated bytes of all that is held. */
  synchronized long bytes() {
    return bytes;
  }

  /** What is held by type, as large as its arrays are in the heap. */
  synchronized List<ClassHistogram.Row> rows() {
    return objects.rows();
  }

  private static long size(byte[] content) {
    return Math.ceilDiv(HEADER + content.length, WORD) * WORD;
  }
}
