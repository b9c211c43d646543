package dev.pagefault.hardware;

import java.util.ArrayDeque;
import java.util.Queue;

/**
 * What a volume serves when, on paper: books operations first come first served on two meters, in
 * virtual time. Pure arithmetic over the instants it is given (nanoseconds of one monotonic clock);
 * never sleeps; not safe for several threads at once.
 *
 * <pre>
 *   operations a second                    credit
 *   3000 ────────────┐                     5.4 M ╲
 *                    │                            ╲
 *    300             └──────────────              0╲___________
 *        0         2000 s                    0    2000 s
 * </pre>
 *
 * <p>An operation of {@code b} bytes counts as {@code n = ⌈b / 256 KiB⌉}. The meter of operations
 * serves {@code burst} a second while there is credit and {@code baseline} a second after; the
 * meter of bytes serves {@code throughput} a second. An operation is done when both have served it.
 * Credit is earned at the baseline rate and each operation costs one, so that a full burst empties
 * it in {@code credit / (burst − baseline)} seconds: 5.4 M / (3000 − 300) = 2000 s for a gp2 of 100
 * GiB. Source: Amazon EBS user guide, "General Purpose SSD volumes" and "I/O characteristics".
 *
 * <p>Simplified: the device adds no latency of its own, small neighbouring operations aren't
 * merged, and throughput has no credit. A speed-up of {@code f} lets credit be earned and spent
 * {@code f} times as fast; rates stay as they are.
 */
final class VolumeLedger {
  /** Up to this size an operation counts as one, bytes. */
  static final long CHUNK = 256 * 1024;

  /** Operations under way that are remembered; one beyond counts as done when it is booked. */
  static final int MAX_PENDING = 65_536;

  private static final double SECOND = 1e9;

  private record Pending(boolean read, long ops, long bytes, long asked, long end) {}

  private final Queue<Pending> pending = new ArrayDeque<>();
  private VolumeSpec spec;
  private double credits;
  private double speedUp = 1;

  /** When each meter has served all that is booked; the credit is that of {@link #opsFree}. */
  private long opsFree;

  private long bytesFree;
  private long busyUntil;

  private long readOps;
  private long writeOps;
  private long readBytes;
  private long writeBytes;
  private long readTime;
  private long writeTime;
  private long idle;

  VolumeLedger(VolumeSpec spec, long origin) {
    this.spec = spec;
    this.credits = spec.creditMax();
    this.opsFree = origin;
    this.bytesFree = origin;
    this.busyUntil = origin;
  }

  /** Changes what the volume can do from {@code now} on; what is booked stays booked. */
  void limit(VolumeSpec changed, long now) {
    earnUntil(now);
    spec = changed;
    credits = Math.min(credits, changed.creditMax());
  }

  /** Sets the credit to a share of the most, 0 to 1. */
  void credits(double share, long now) {
    earnUntil(now);
    credits = share * spec.creditMax();
  }

  /** Lets credit be earned and spent {@code factor} times as fast from {@code now} on. */
  void speedUp(double factor, long now) {
    earnUntil(now);
    speedUp = factor;
  }

  /** Books an operation asked for at {@code at}; returns when it will be done. */
  long book(Volume.Kind kind, long bytes, long at) {
    earnUntil(at);
    long ops = Math.max(1, Math.ceilDiv(bytes, CHUNK));
    opsFree = Math.max(opsFree, at) + serve(ops);
    bytesFree =
        Math.max(bytesFree, at) + Math.round(bytes * SECOND / spec.throughputBytesPerSecond());
    long end = Math.max(opsFree, bytesFree);
    idle += Math.max(0, at - busyUntil);
    busyUntil = Math.max(busyUntil, end);
    complete(at);
    Pending operation = new Pending(kind == Volume.Kind.READ, ops, bytes, at, end);
    if (pending.size() < MAX_PENDING) {
      pending.add(operation);
    } else {
      count(operation);
    }
    return end;
  }

  /** The figures at {@code now}; space is the shell's. */
  VolumeStat stat(long now, long usedBytes) {
    complete(now);
    earnUntil(now);
    return new VolumeStat(
        now,
        readOps,
        writeOps,
        readBytes,
        writeBytes,
        readTime,
        writeTime,
        idle + Math.max(0, now - busyUntil),
        pending.size(),
        spec.creditMax() > 0 ? 100 * credits / spec.creditMax() : 100,
        spec.baselineIops(),
        usedBytes,
        spec.sizeBytes());
  }

  VolumeSpec spec() {
    return spec;
  }

  /** Nanoseconds that {@code ops} take on the meter of operations; takes their credit. */
  private long serve(long ops) {
    if (!spec.bursts()) {
      return Math.round(ops * SECOND / spec.baselineIops());
    }
    // An operation at burst speed costs one credit less what is earned meanwhile.
    double cost = (1 - spec.baselineIops() / spec.burstIops()) * speedUp;
    double atBurst = Math.min((double) ops, credits / cost);
    credits = Math.max(0, credits - atBurst * cost);
    return Math.round(
        SECOND * (atBurst / spec.burstIops() + (ops - atBurst) / spec.baselineIops()));
  }

  /** Credit for the time in which the meter of operations stood still. */
  private void earnUntil(long now) {
    long idleNanos = now - opsFree;
    if (idleNanos > 0) {
      double earned = idleNanos / SECOND * spec.baselineIops() * speedUp;
      credits = Math.min(spec.creditMax(), credits + earned);
      opsFree = now;
    }
  }

  private void complete(long now) {
    for (Pending next = pending.peek(); next != null && next.end <= now; next = pending.peek()) {
      count(next);
      pending.remove();
    }
  }

  private void count(Pending done) {
    long nanos = done.end - done.asked;
    if (done.read) {
      readOps += done.ops;
      readBytes += done.bytes;
      readTime += nanos;
    } else {
      writeOps += done.ops;
      writeBytes += done.bytes;
      writeTime += nanos;
    }
  }
}
