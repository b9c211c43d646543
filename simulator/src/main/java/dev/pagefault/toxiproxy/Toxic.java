package dev.pagefault.toxiproxy;

import java.util.concurrent.TimeUnit;

/**
 * A fault on the wire: its attributes, under the names that the API gives them, and how it works on
 * a stream. A new kind is a record of its own, a line here and one in {@link ToxicJson}.
 */
sealed interface Toxic
    permits Noop, Latency, Bandwidth, SlowClose, Timeout, ResetPeer, Slicer, LimitData {

  /** Starts work on {@code stub}, on the event loop of its connection. */
  Pipe on(Stub stub);

  /** Whether as many chunks as are allowed may wait for it, and not just one. */
  default boolean buffers() {
    return false;
  }

  /** Whether to take it away closes the connections on which it was. */
  default boolean closesWhenRemoved() {
    return false;
  }

  /** Nanoseconds in {@code millis}, at least none and at most {@link Limits#MAX_DELAY_MS}. */
  static long nanos(long millis) {
    return TimeUnit.MILLISECONDS.toNanos(Math.clamp(millis, 0, Limits.MAX_DELAY_MS));
  }
}
