package dev.pagefault.telemetry;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * All series of a mesh, at most {@value #MAX_SERIES}. A sample that would need one more, or whose
 * labels are out of bounds, is refused and counted. Any thread; several may write at once.
 */
final class SeriesStore {
  /** Series of one mesh. A histogram is one. */
  static final int MAX_SERIES = 1_500;

  /** Labels of one series, with those of its identity. */
  static final int MAX_LABELS = 16;

  /** Longest name, label name or value, characters. */
  static final int MAX_TEXT = 200;

  /** A sample's origin and name as they come: equal ones belong to one series. */
  private record Key(Identity who, String name, Map<String, String> labels) {}

  private final Map<Key, Track> tracks = new ConcurrentHashMap<>();
  private final ConcurrentSkipListMap<String, List<Track>> byName = new ConcurrentSkipListMap<>();
  private final LongAdder refused = new LongAdder();

  /** Takes one sample of a scrape. */
  void write(Identity who, long second, Sample sample) {
    if (!sound(sample)) {
      refused.increment();
      return;
    }
    if (Double.isNaN(sample.value())) {
      return; // Micrometer's way of saying that a gauge has lost what it watched
    }
    Track track = tracks.get(new Key(who, sample.name(), sample.labels()));
    if (track == null) {
      track = create(who, sample);
    }
    if (track == null || track.kind() != sample.kind()) {
      refused.increment();
    } else {
      track.write(second, sample);
    }
  }

  private static boolean sound(Sample sample) {
    long[] buckets = sample.buckets();
    return switch (sample.kind()) {
      case GAUGE -> !Double.isInfinite(sample.value());
      case COUNTER -> sample.value() >= 0 && Double.isFinite(sample.value());
      case HISTOGRAM ->
          Double.isFinite(sample.value()) && buckets != null && buckets.length == Track.BUCKETS;
    };
  }

  private synchronized @Nullable Track create(Identity who, Sample sample) {
    Key key = new Key(who, sample.name(), Map.copyOf(sample.labels()));
    Track known = tracks.get(key);
    if (known != null) {
      return known;
    }
    Map<String, String> labels = new HashMap<>(sample.labels());
    put(labels, "service", who.service());
    put(labels, "region", who.region());
    put(labels, "instance", who.instance());
    put(labels, "version", who.version());
    if (tracks.size() >= MAX_SERIES || labels.size() > MAX_LABELS || tooLong(sample, labels)) {
      return null;
    }
    Track track = new Track(sample.name(), labels, sample.kind());
    List<Track> others = byName.get(sample.name());
    if (others == null) { // a reader never sees a metric without a series
      byName.put(sample.name(), new CopyOnWriteArrayList<>(List.of(track)));
    } else {
      others.add(track);
    }
    tracks.put(key, track);
    return track;
  }

  private static boolean tooLong(Sample sample, Map<String, String> labels) {
    return sample.name().length() > MAX_TEXT
        || labels.entrySet().stream()
            .anyMatch(l -> l.getKey().length() > MAX_TEXT || l.getValue().length() > MAX_TEXT);
  }

  private static void put(Map<String, String> labels, String label, String value) {
    if (!value.isEmpty()) {
      labels.put(label, value);
    }
  }

  /** The series called {@code name}, in order of appearance; none when there is no such metric. */
  List<Track> named(String name) {
    return byName.getOrDefault(name, List.of());
  }

  /** All series by metric, names sorted. */
  Collection<List<Track>> metrics() {
    return byName.values();
  }

  /** Every series that was heard of since a second (epoch seconds), as it then was; by name. */
  List<LatestSample> heardSince(long second) {
    List<LatestSample> heard = new ArrayList<>(tracks.size());
    for (List<Track> metric : metrics()) {
      for (Track track : metric) {
        LatestSample sample = track.heardSince(second);
        if (sample != null) {
          heard.add(sample);
        }
      }
    }
    return heard;
  }

  int size() {
    return tracks.size();
  }

  long refused() {
    return refused.sum();
  }

  /** Bytes held in rings. */
  long bytes() {
    return tracks.values().stream().mapToLong(Track::bytes).sum();
  }
}
