package dev.pagefault.scenario;

import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Says what is wrong with what steps hold in memory, and with what an instance is given of it. */
final class MemoryLint {
  /** The most that one step may hold or throw away at once, bytes. */
  static final long SIZE_MAX = 64L << 20;

  /** Entries of a cache that evicts by count: so many are really held. */
  static final int ENTRIES_MAX = 10_000;

  /** A class name as {@code jcmd GC.class_histogram} prints it. */
  private static final Pattern TYPE = Pattern.compile("[A-Za-z_\\[][\\w.$;\\[]{0,119}");

  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9.-]{0,39}");

  private final Source source;
  private final Names names;
  private final Set<String> topics = new TreeSet<>();

  MemoryLint(Topology topology, Source source, Names names) {
    this.source = source;
    this.names = names;
    for (Topology.Service service : topology.services().values()) {
      Step.walk(
          service.everyStep(),
          step -> {
            if (step instanceof Step.Listen listen) {
              topics.add(listen.topic());
            }
          });
    }
  }

  void cache(Step.Cache cache, String path) {
    Integer most = cache.maxEntries();
    Duration ttl = cache.ttl();
    if (most != null && (most < 1 || most > ENTRIES_MAX)) {
      source.wrong(
          path + ".max-entries",
          "is out of bounds",
          "write a number from 1 to "
              + ENTRIES_MAX
              + ", or leave it out: none is evicted by count");
    }
    if (ttl != null && !ttl.isPositive()) {
      source.wrong(
          path + ".ttl", "is no time to live", "write such as 60s, or leave it out: for ever");
    }
    if (most == null && ttl == null && cache.entry() == null) {
      source.wrong(
          path + ".entry",
          "is missing",
          "say what an entry of a cache that evicts nothing takes: entry: 40KB");
    }
    size(cache.entry(), path + ".entry");
    type(cache.type(), path + ".type");
  }

  void listen(Step.Listen listen, String path) {
    if (!NAME.matcher(listen.topic()).matches()) {
      source.wrong(path + ".topic", "is no topic's name", "write such as price-changes");
    }
    size(listen.size(), path + ".size");
    type(listen.type(), path + ".type");
  }

  void emit(Step.Emit emit, String path) {
    names.known(path + ".topic", "step that listens to the topic", emit.topic(), topics);
    if (emit.cpu().isNegative()) {
      source.wrong(path + ".cpu", "is below zero", "write such as 200us");
    }
  }

  void size(@Nullable ByteSize size, String path) {
    if (size != null && (size.bytes() < 1 || size.bytes() > SIZE_MAX)) {
      source.wrong(path, "is out of bounds", "write a size from 1B to " + new ByteSize(SIZE_MAX));
    }
  }

  private void type(@Nullable String type, String path) {
    if (type != null && !TYPE.matcher(type).matches()) {
      source.wrong(
          path, "\"" + type + "\" is no class name", "write such as com.shop.PageCache$Entry");
    }
  }

  /**
   * Checks the value of a setting that gives processor or memory; of others it says nothing.
   *
   * @param cores the service's in the topology
   */
  static void value(Source source, double cores, String key, String value, String path) {
    if (!value.contains("$")) {
      Resources.wrong(key, value)
          .ifPresent(out -> source.wrong(path, "\"" + value + "\" is no " + key, out));
      if (Resources.beyond(key, value, cores)) {
        source.wrong(
            path,
            "\"" + value + "\" is more than the cores that a node gives one instance",
            "write at most " + ResourceLint.number(cores) + ", or raise the service's cores");
      }
    }
  }
}
