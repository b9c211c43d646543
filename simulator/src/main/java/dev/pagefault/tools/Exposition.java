package dev.pagefault.tools;

import dev.pagefault.telemetry.Buckets;
import dev.pagefault.telemetry.LatestSample;
import dev.pagefault.telemetry.Telemetry;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The series of running drills as a Prometheus scrapes them: the newest sample of each, under its
 * own name and labels and with the drill's id as one label more. Text format 0.0.4, as <a
 * href="https://prometheus.io/docs/instrumenting/exposition_formats/">Prometheus describes it</a>.
 * Any thread; one page at a time is made.
 */
public final class Exposition {
  /** Samples of all drills on one page: some 15 MB. What has no room is left out, and counted. */
  static final int MAX_SAMPLES = 100_000;

  /** Seconds of silence after which a series is not shown: whoever told it is gone. */
  static final int SILENCE_SECONDS = 10;

  /** Name of the gauge that tells how many samples have no room. */
  static final String LEFT_OUT = "pagefault_tools_samples_left_out";

  private static final String COUNT = "_count";
  private static final String SUM = "_sum";

  private final Supplier<List<Measured>> drills;
  private final int maxSamples;

  /** Asks {@code drills} for those to be shown whenever a page is made. */
  public Exposition(Supplier<List<Measured>> drills) {
    this(drills, MAX_SAMPLES);
  }

  Exposition(Supplier<List<Measured>> drills, int maxSamples) {
    this.drills = drills;
    this.maxSamples = maxSamples;
  }

  /**
   * The page with everything: metrics that the server and its meshes both have stand together.
   *
   * @param own the server's own metrics, in the same format
   */
  public synchronized String beside(String own) {
    Map<String, MetricFamily> families = MetricFamily.read(own);
    int shown = 0;
    int leftOut = 0;
    for (Measured running : drills.get()) {
      for (LatestSample sample : running.telemetry().latest(SILENCE_SECONDS)) {
        int lines = lines(sample);
        if (shown + lines <= maxSamples && add(families, sample, running.drill())) {
          shown += lines;
        } else {
          leftOut += lines;
        }
      }
    }
    families.put(
        LEFT_OUT,
        MetricFamily.headed(LEFT_OUT, "gauge", "Samples of drills that have no room on this page")
            .sample(LEFT_OUT, "", leftOut));
    StringBuilder page = new StringBuilder(own.length() + 128 * shown);
    families.values().forEach(family -> family.to(page));
    return page.toString();
  }

  private static int lines(LatestSample sample) {
    long[] buckets = sample.buckets();
    return buckets == null ? 1 : buckets.length + 2;
  }

  /** Whether there was a place for it: not where its name is that of a metric of another type. */
  private static boolean add(
      Map<String, MetricFamily> families, LatestSample sample, String drill) {
    String name = MetricFamily.name(sample.name());
    String type = type(sample);
    String metric = type.equals("summary") ? name.substring(0, name.lastIndexOf('_')) : name;
    MetricFamily family =
        families.computeIfAbsent(
            metric, it -> MetricFamily.headed(it, type, Telemetry.meaning(it)));
    if (!family.is(type)) {
      return false;
    }
    String labels = MetricFamily.labels(sample.labels(), drill);
    long[] buckets = sample.buckets();
    if (buckets == null) {
      family.sample(name, labels, sample.value());
    } else {
      histogram(family, name, labels, buckets, sample.value());
    }
    return true;
  }

  /** A timer without buckets is told as two counters, its count and its sum: that is a summary. */
  private static String type(LatestSample sample) {
    boolean part = sample.name().endsWith(COUNT) || sample.name().endsWith(SUM);
    return switch (sample.kind()) {
      case GAUGE -> "gauge";
      case HISTOGRAM -> "histogram";
      case COUNTER -> part ? "summary" : "counter";
    };
  }

  private static void histogram(
      MetricFamily family, String name, String labels, long[] buckets, double sum) {
    long upTo = 0;
    for (int i = 0; i < buckets.length; i++) {
      upTo += buckets[i];
      String bound = i < Buckets.BOUNDS.length ? Double.toString(Buckets.BOUNDS[i]) : "+Inf";
      family.sample(name + "_bucket", labels + ",le=\"" + bound + "\"", (double) upTo);
    }
    family.sample(name + SUM, labels, sum);
    family.sample(name + COUNT, labels, (double) upTo);
  }
}
