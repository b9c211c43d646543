package dev.pagefault.scenario;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Says what is wrong with what services share: volumes, partitions, and their settings. */
final class ResourceLint {
  /** Largest volume, GB; Amazon's bound. */
  static final long SIZE_MAX_GB = 16_384;

  /** Bounds of a gp3's operations a second; Amazon's. */
  static final int IOPS_MIN = 3_000;

  static final int IOPS_MAX = 16_000;

  /** Bounds of a gp3's throughput, MiB a second; Amazon's. */
  static final int THROUGHPUT_MIN = 125;

  static final int THROUGHPUT_MAX = 1_000;

  /** Most that burst credit may be sped up by. */
  static final double SPEED_UP_MAX = 1_000;

  private static final List<String> VOLUME_KEYS =
      List.of("volume.kind", "volume.size", "volume.iops", "volume.throughput");

  private static final List<String> QUEUE_KEYS = List.of("delivery-limit");

  /** Most requests in a window. */
  static final int REQUESTS_MAX = 1_000_000;

  /** Bounds of a window of a rate limit, milliseconds. */
  static final long WINDOW_MIN_MILLIS = 1_000;

  static final long WINDOW_MAX_MILLIS = 600_000;

  /** Most partitions: each has series of its own. */
  static final int PARTITIONS_MAX = 16;

  /** Most deliveries of a message that fails. */
  static final int DELIVERIES_MAX = 100;

  private final Topology topology;
  private final Source source;

  ResourceLint(Topology topology, Source source) {
    this.topology = topology;
    this.source = source;
  }

  /** Whether what a step writes would go nowhere: its datastore is there and has no volume. */
  static boolean writesToNoVolume(Topology topology, Step.Write write) {
    return topology.datastores().containsKey(write.datastore())
        && topology.volumeOf(write.datastore()) == null;
  }

  /** Checks all that a topology says of them. */
  void check() {
    topology.datastores().forEach(this::datastore);
    topology.services().forEach((name, service) -> limit("services." + name + ".limit", service));
    topology.queues().forEach((name, queue) -> queue("queues." + name, queue));
  }

  /** Whether a change's target is a datastore or a queue; complains then of what it hasn't got. */
  boolean configures(Change.Config config, String path) {
    String name = config.target().service();
    boolean shared = topology.datastores().containsKey(name) || topology.queues().containsKey(name);
    if (topology.services().containsKey(name) || !shared) {
      return false;
    }
    if (!config.target().toString().equals(name)) {
      source.wrong(path + ".target", "is no instance of a service", "write " + name + " alone");
    }
    List<String> keys = keys(name);
    if (!keys.contains(config.key())) {
      source.wrong(
          path + ".key",
          "there is no setting of " + name + " " + config.key(),
          keys.isEmpty()
              ? "give " + name + " a volume, or partitions, in the topology"
              : Spelling.wayOut(config.key(), keys));
    }
    return true;
  }

  private List<String> keys(String name) {
    Topology.Datastore store = topology.datastores().get(name);
    if (store != null) {
      return store.volume() == null ? List.of() : VOLUME_KEYS;
    }
    Topology.Queue queue = Objects.requireNonNull(topology.queues().get(name));
    boolean plain = queue.partitions() <= 1 && queue.deliveryLimit() == null;
    return plain ? List.of() : QUEUE_KEYS;
  }

  private void datastore(String name, Topology.Datastore store) {
    String path = "datastores." + name;
    String host = store.host();
    if (host != null) {
      tenant(path, store, host);
    } else if (store.cores() <= 0) {
      source.wrong(path + ".cores", "is not above zero", "write a number above zero");
    }
    Topology.Volume volume = store.volume();
    if (volume != null) {
      volume(path + ".volume", volume);
    } else if (store.perRowIo() != null && topology.volumeOf(name) == null) {
      source.wrong(
          path + ".per-row-io",
          "reads from no volume",
          "add volume: {kind: gp3, size: 100GB}, or leave it out");
    }
  }

  /** One that stands on another's host brings nothing of its own along. */
  private void tenant(String path, Topology.Datastore store, String host) {
    Topology.Datastore landlord = topology.datastores().get(host);
    if (landlord == null || landlord.host() != null) {
      source.wrong(
          path + ".host",
          "is no datastore with a host of its own: " + host,
          "name another datastore that has cores");
    }
    if (store.cores() != 0) {
      source.wrong(path + ".cores", "are those of " + host, "leave them out");
    }
    if (store.volume() != null) {
      source.wrong(path + ".volume", "is that of " + host, "leave it out");
    }
  }

  private void limit(String path, Topology.Service service) {
    Topology.RateLimit limit = service.limit();
    if (limit == null) {
      return;
    }
    if (!service.external()) {
      source.wrong(path, "is for somebody else's service", "write external: true, or leave it out");
    }
    within(path + ".per-window", limit.perWindow(), 1, REQUESTS_MAX);
    long millis = limit.window().toMillis();
    if (millis < WINDOW_MIN_MILLIS || millis > WINDOW_MAX_MILLIS) {
      source.wrong(path + ".window", "is out of bounds", "write 1s to 10m, such as 10s");
    }
  }

  private void queue(String path, Topology.Queue queue) {
    within(path + ".partitions", queue.partitions(), 1, PARTITIONS_MAX);
    Integer limit = queue.deliveryLimit();
    if (limit != null) {
      within(path + ".delivery-limit", limit, 0, DELIVERIES_MAX);
    }
    if (queue.key() != null && queue.partitions() == 1) {
      source.wrong(path + ".key", "chooses among one partition", "add partitions: 4, say");
    }
  }

  /** The key that a message must carry and a step doesn't send; null: none is missing. */
  static @Nullable String missingKey(Topology topology, Step.Publish publish) {
    Topology.Queue queue = topology.queues().get(publish.queue());
    String key = queue == null ? null : queue.key();
    return key == null || publish.attributes().contains(key) ? null : key;
  }

  private void volume(String path, Topology.Volume volume) {
    long size = volume.size().bytes();
    if (size % ByteSize.GIB != 0 || size < ByteSize.GIB || size > SIZE_MAX_GB * ByteSize.GIB) {
      source.wrong(
          path + ".size",
          "is no volume's size",
          "write whole GB from 1GB to " + SIZE_MAX_GB + "GB, such as 100GB");
    }
    if (volume.used().bytes() > size) {
      source.wrong(
          path + ".used", "is more than the volume's size", "write at most " + volume.size());
    }
    within(path + ".credit", volume.credit(), 0, 1);
    if (!(volume.speedUp() > 0 && volume.speedUp() <= SPEED_UP_MAX)) {
      source.wrong(
          path + ".speed-up", "is out of bounds", "write a number above 0, up to 1000, such as 60");
    }
    bought(path + ".iops", volume.kind(), volume.iops(), IOPS_MIN, IOPS_MAX);
    bought(
        path + ".throughput", volume.kind(), volume.throughput(), THROUGHPUT_MIN, THROUGHPUT_MAX);
  }

  private void bought(
      String path, Topology.VolumeKind kind, @Nullable Integer value, int least, int most) {
    if (value == null) {
      return;
    }
    if (kind == Topology.VolumeKind.GP2) {
      source.wrong(path, "can't be bought for a gp2", "leave it out, or write kind: gp3");
    }
    within(path, value, least, most);
  }

  private void within(String path, double value, double least, double most) {
    if (!(value >= least && value <= most)) {
      source.wrong(
          path,
          "is out of bounds",
          "write a number from %s to %s".formatted(number(least), number(most)));
    }
  }

  static String number(double value) {
    return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
  }
}
