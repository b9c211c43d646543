package dev.pagefault.hardware;

import dev.pagefault.time.Clock;
import java.util.concurrent.locks.LockSupport;

/**
 * A block volume to be shared: whoever reads or writes waits for as long as its operations, its
 * bytes and its burst credit allow (see {@link VolumeLedger} for the formula), and whoever takes
 * space is refused when there is none left. Holds no data.
 *
 * <p>Safe for any number of threads; {@link #io} blocks its caller, which should be a virtual
 * thread, everything else returns at once. Owns no thread and nothing to close.
 */
public final class Volume {
  /** What an operation does. */
  public enum Kind {
    READ,
    WRITE
  }

  /** Shorter waits are not worth a park. Nanoseconds. */
  private static final long NEGLIGIBLE = 30_000L;

  private final Clock clock;
  private final VolumeLedger ledger;
  private long used;

  /** An empty volume with all the credit it can hold, as it is delivered. */
  public Volume(VolumeSpec spec, Clock clock) {
    this.clock = clock;
    this.ledger = new VolumeLedger(spec, clock.nanos());
  }

  /**
   * Reads or writes {@code bytes}: returns when they are served, after all that were asked for
   * before. Throws {@link InterruptedException} when interrupted; the device serves what it was
   * asked for all the same.
   */
  public void io(Kind kind, long bytes) throws InterruptedException {
    if (bytes < 0) {
      throw new IllegalArgumentException("bytes must be 0 or more: " + bytes);
    }
    long end;
    synchronized (ledger) {
      end = ledger.book(kind, bytes, clock.nanos());
    }
    long wait = end - clock.nanos();
    while (wait > NEGLIGIBLE) {
      LockSupport.parkNanos(this, wait);
      if (Thread.interrupted()) {
        throw new InterruptedException("interrupted while waiting for the volume");
      }
      wait = end - clock.nanos();
    }
  }

  /** Takes space, all of it or none. */
  public Space allocateSpace(long bytes) {
    if (bytes < 0) {
      throw new IllegalArgumentException("bytes must be 0 or more: " + bytes);
    }
    synchronized (ledger) {
      long size = ledger.spec().sizeBytes();
      if (bytes > size - used) {
        return new Space.NoSpaceLeft(bytes, size - used, size);
      }
      used += bytes;
      return new Space.Allocated(size - used);
    }
  }

  /** Gives space back, as deleting a file does. */
  public void freeSpace(long bytes) {
    synchronized (ledger) {
      if (bytes < 0 || bytes > used) {
        throw new IllegalArgumentException(
            "can't give back %d bytes: %d are taken".formatted(bytes, used));
      }
      used -= bytes;
    }
  }

  /**
   * Changes what the volume can do, from now on: operations that wait keep their turn and their
   * time. Credit above the new maximum is lost. A size below what is taken is an {@link
   * IllegalArgumentException}.
   */
  public void limit(VolumeSpec spec) {
    synchronized (ledger) {
      if (spec.sizeBytes() < used) {
        throw new IllegalArgumentException(
            "a volume of %d bytes can't hold the %d that are taken"
                .formatted(spec.sizeBytes(), used));
      }
      ledger.limit(spec, clock.nanos());
    }
  }

  /** Sets the credit to {@code share} (0 to 1) of the most it can hold. */
  public void credits(double share) {
    if (!(share >= 0 && share <= 1)) {
      throw new IllegalArgumentException("share of the credit must be 0 to 1: " + share);
    }
    synchronized (ledger) {
      ledger.credits(share, clock.nanos());
    }
  }

  /**
   * Earns and spends credit {@code factor} times as fast from now on: 60 makes a minute count as an
   * hour. Whoever sets it states it on screen.
   */
  public void speedUp(double factor) {
    if (!(factor > 0 && factor < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("speed-up must be more than 0 and finite: " + factor);
    }
    synchronized (ledger) {
      ledger.speedUp(factor, clock.nanos());
    }
  }

  /** What it can do now. */
  public VolumeSpec spec() {
    synchronized (ledger) {
      return ledger.spec();
    }
  }

  /** Its figures now. */
  public VolumeStat stat() {
    synchronized (ledger) {
      return ledger.stat(clock.nanos(), used);
    }
  }
}
