package dev.pagefault.load;

import dev.pagefault.incident.Count;
import dev.pagefault.telemetry.Buckets;
import dev.pagefault.telemetry.Telemetry;
import java.time.Duration;

/**
 * The freshness SLI of one queue, from what its consumers measured: a message is good when it was
 * handled within the threshold, snapped to the nearest bucket bound. A queue that nobody empties
 * has no such messages; so a second in which none was handled while the oldest waits for longer
 * than the threshold is one bad event.
 */
final class Freshness {
  private static final String DELAY = "queue_handling_delay_seconds";
  private static final String OLDEST = "queue_oldest_message_age_seconds";

  private final String queue;
  private final double threshold;
  private final int goodBuckets;
  private Count known = Count.NONE;

  Freshness(String queue, Duration threshold) {
    this.queue = queue;
    this.threshold = threshold.toNanos() / 1e9;
    this.goodBuckets = nearest(this.threshold) + 1;
  }

  /** Index of the bucket whose bound is nearest, by ratio. */
  static int nearest(double seconds) {
    int best = 0;
    for (int i = 1; i < Buckets.BOUNDS.length; i++) {
      if (distance(i, seconds) < distance(best, seconds)) {
        best = i;
      }
    }
    return best;
  }

  private static double distance(int bucket, double seconds) {
    return Math.abs(StrictMath.log(Buckets.BOUNDS[bucket] / seconds));
  }

  /** What happened since it was last asked. */
  Count next(Telemetry telemetry) {
    long[] buckets = telemetry.observed(DELAY, "queue", queue);
    long good = 0;
    long total = 0;
    for (int i = 0; i < buckets.length; i++) {
      total += buckets[i];
      good += i < goodBuckets ? buckets[i] : 0;
    }
    Count since = new Count(good - known.good(), total - known.total());
    known = new Count(good, total);
    boolean stuck = since.total() == 0 && telemetry.highest(OLDEST, "service", queue) > threshold;
    return stuck ? new Count(0, 1) : since;
  }
}
