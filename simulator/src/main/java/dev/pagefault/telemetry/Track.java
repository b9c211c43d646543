package dev.pagefault.telemetry;

import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One stored series: name, sorted labels, and two rings.
 *
 * <pre>
 *   seconds  |. . . . . . . . . . . .|  1 s each, the latest 15 minutes
 *   tens     |.   .   .   .   .   .  |  10 s each, the latest 2 hours
 * </pre>
 *
 * Counters and histograms are kept as increments per second, gauges as values (their mean in the
 * ring of tens). A cumulative value that falls means that its process started anew: what it shows
 * then is all new. The first value ever seen counts from 0, because a mesh is watched from its
 * start. What comes late is counted in the newest second. Any thread.
 */
final class Track {
  /** Seconds kept singly: 15 minutes. */
  static final int SECONDS = 900;

  /** Length of a coarse step, seconds. */
  static final int TEN = 10;

  /** Coarse steps kept: 2 hours. */
  static final int TENS = 720;

  /** Column of {@link #read} that holds increments, values, or a histogram's sums. */
  static final int VALUE = -1;

  /** Buckets of a histogram, with the one beyond the last bound. */
  static final int BUCKETS = Buckets.BOUNDS.length + 1;

  private final String name;
  private final Map<String, String> labels;
  private final Sample.Kind kind;

  private final Ring seconds = new Ring(SECONDS);
  private final Ring tens = new Ring(TENS);
  private final @Nullable CountRing[] bucketSeconds;
  private final @Nullable CountRing[] bucketTens;

  private long origin = Long.MIN_VALUE; // the first second, epoch seconds, a multiple of TEN
  private long head; // the newest second, counted from origin
  private int inTen; // gauge: values in the newest ten
  private double last;
  private long[] lastBuckets = {};
  private double total;
  private final long[] totals;

  Track(String name, Map<String, String> labels, Sample.Kind kind) {
    this.name = name;
    this.labels = Collections.unmodifiableMap(new TreeMap<>(labels));
    this.kind = kind;
    int columns = kind == Sample.Kind.HISTOGRAM ? BUCKETS : 0;
    this.bucketSeconds = new CountRing[columns];
    this.bucketTens = new CountRing[columns];
    this.totals = new long[columns];
  }

  String name() {
    return name;
  }

  /** Sorted, unmodifiable. */
  Map<String, String> labels() {
    return labels;
  }

  Sample.Kind kind() {
    return kind;
  }

  /** Takes what a scrape at {@code second} (epoch seconds) showed. */
  synchronized void write(long second, Sample sample) {
    boolean late = !advance(second);
    switch (kind) {
      case GAUGE -> {
        if (!late) {
          float old = inTen == 0 ? 0 : tens.get(head / TEN);
          inTen++;
          tens.set(head / TEN, old + ((float) sample.value() - old) / inTen);
          seconds.set(head, (float) sample.value());
          last = sample.value();
        }
      }
      case COUNTER -> count(sample.value());
      case HISTOGRAM -> {
        long[] buckets = sample.buckets();
        if (buckets != null) {
          observe(sample.value(), buckets);
        }
      }
    }
  }

  private void count(double cumulative) {
    double increment = cumulative < last ? cumulative : cumulative - last;
    last = cumulative;
    addIncrement(increment);
  }

  private void addIncrement(double increment) {
    total += increment;
    add(seconds, head, increment);
    add(tens, head / TEN, increment);
  }

  private static void add(Ring ring, long position, double increment) {
    float old = ring.get(position);
    ring.set(position, (float) (Float.isNaN(old) ? increment : old + increment));
  }

  private void observe(double sum, long[] buckets) {
    boolean restarted = false;
    for (int i = 0; i < lastBuckets.length; i++) {
      restarted |= buckets[i] < lastBuckets[i];
    }
    addIncrement(restarted ? sum : Math.max(0, sum - last));
    last = sum;
    for (int i = 0; i < BUCKETS; i++) {
      long known = restarted || lastBuckets.length == 0 ? 0 : lastBuckets[i];
      long increment = buckets[i] - known;
      if (increment > 0) {
        totals[i] += increment;
        column(bucketSeconds, i, SECONDS).add(head, increment);
        column(bucketTens, i, TENS).add(head / TEN, increment);
      }
    }
    lastBuckets = buckets.clone();
  }

  private static CountRing column(@Nullable CountRing[] columns, int index, int capacity) {
    CountRing column = columns[index];
    if (column == null) {
      column = new CountRing(capacity);
      columns[index] = column;
    }
    return column;
  }

  /** Makes {@code second} the newest; false when it is late. */
  private boolean advance(long second) {
    if (origin == Long.MIN_VALUE) {
      origin = Math.floorDiv(second, TEN) * TEN;
      head = second - origin;
      return true;
    }
    long position = second - origin;
    if (position < head) {
      return false;
    }
    for (long p = Math.max(head + 1, position - SECONDS + 1); p <= position; p++) {
      seconds.set(p, Float.NaN);
      clear(bucketSeconds, p);
    }
    long ten = position / TEN;
    for (long p = Math.max(head / TEN + 1, ten - TENS + 1); p <= ten; p++) {
      tens.set(p, Float.NaN);
      clear(bucketTens, p);
      inTen = 0;
    }
    head = position;
    return true;
  }

  private static void clear(@Nullable CountRing[] columns, long position) {
    for (CountRing column : columns) {
      if (column != null) {
        column.clear(position);
      }
    }
  }

  /**
   * One number for each second from {@code from} to {@code to}, both inclusive, epoch seconds; NaN
   * where nothing was heard. {@code column} is {@link #VALUE} or a bucket's index (its own count,
   * not cumulative over bounds). Older than 15 minutes, ten seconds share their mean.
   */
  synchronized double[] read(long from, long to, int column) {
    double[] out = new double[(int) (to - from + 1)];
    Arrays.fill(out, Double.NaN);
    if (origin == Long.MIN_VALUE) {
      return out;
    }
    long first = Math.max(from - origin, Math.max(0, (head / TEN - TENS + 1) * TEN));
    long end = Math.min(to - origin, head);
    for (long p = first; p <= end; p++) {
      boolean fine = p > head - SECONDS;
      double value = fine ? seconds.get(p) : tens.get(p / TEN);
      int at = (int) (p + origin - from);
      if (column == VALUE || Double.isNaN(value)) {
        out[at] = fine || kind == Sample.Kind.GAUGE ? value : value / TEN;
      } else {
        CountRing ring = fine ? bucketSeconds[column] : bucketTens[column];
        double count = ring == null ? 0 : ring.get(fine ? p : p / TEN);
        out[at] = fine ? count : count / TEN;
      }
    }
    return out;
  }

  /** Whether a bucket ever held something. */
  synchronized boolean touched(int bucket) {
    return bucketSeconds[bucket] != null;
  }

  /** The newest second heard of, epoch seconds. */
  synchronized long newest() {
    return origin == Long.MIN_VALUE ? Long.MIN_VALUE : origin + head;
  }

  /** All that was ever counted, over restarts. */
  synchronized double total() {
    return total;
  }

  /** The newest value as it was sent: a gauge's value. */
  synchronized double latest() {
    return origin == Long.MIN_VALUE ? Double.NaN : seconds.get(head);
  }

  /** What was last heard, or null: nothing since {@code second} (epoch seconds). */
  synchronized @Nullable LatestSample heardSince(long second) {
    if (newest() < second) {
      return null;
    }
    long @Nullable [] buckets = kind == Sample.Kind.HISTOGRAM ? lastBuckets : null;
    return new LatestSample(name, labels, kind, last, buckets);
  }

  /** Adds everything that this histogram ever counted, over restarts, to {@code sums}. */
  synchronized void addTotals(long[] sums) {
    for (int i = 0; i < totals.length; i++) {
      sums[i] += totals[i];
    }
  }

  /** Bytes held in rings. */
  synchronized int bytes() {
    int bytes = seconds.bytes() + tens.bytes() + 8 * (totals.length + lastBuckets.length);
    for (int i = 0; i < bucketSeconds.length; i++) {
      CountRing fine = bucketSeconds[i];
      CountRing coarse = bucketTens[i];
      bytes += (fine == null ? 0 : fine.bytes()) + (coarse == null ? 0 : coarse.bytes());
    }
    return bytes;
  }
}
