package dev.pagefault.mesh;

import dev.pagefault.mesh.Tunable.Choice;
import dev.pagefault.mesh.Tunable.Whole;
import dev.pagefault.scenario.ByteSize;
import dev.pagefault.scenario.Change;
import dev.pagefault.scenario.Selector;
import dev.pagefault.scenario.Topology;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The settings of what services share, changed under the resource's own name as a service's are
 * under its own. Pure.
 *
 * <pre>
 * volume.kind          gp2 or gp3
 * volume.size          GiB; a volume can only grow
 * volume.iops          3000      operations a second of a gp3; a gp2's follow from its size
 * volume.throughput    125       MiB a second of a gp3
 * delivery-limit       0         deliveries after which a queue parks a message that fails; 0: none
 * </pre>
 */
public final class ResourceSettings {
  /** Kind of a datastore's volume. */
  static final String VOLUME_KIND = "volume.kind";

  /** Its size, GiB. */
  static final String VOLUME_SIZE = "volume.size";

  /** Operations a second of a gp3. */
  static final String VOLUME_IOPS = "volume.iops";

  /** MiB a second of a gp3. */
  static final String VOLUME_THROUGHPUT = "volume.throughput";

  /** Deliveries after which a queue parks a message. */
  static final String DELIVERY_LIMIT = "delivery-limit";

  /** Most deliveries that may be allowed. */
  static final int DELIVERIES_MAX = 100;

  /** Amazon's bounds of a volume's size, GiB, of a gp3's operations and of its MiB a second. */
  private static final Whole SIZES = new Whole(1, 16_384);

  private static final Whole IOPS = new Whole(3_000, 16_000);
  private static final Whole THROUGHPUTS = new Whole(125, 1_000);

  private ResourceSettings() {}

  /** Whether a name is a resource's and not a service's. */
  public static boolean has(Topology topology, String name) {
    return !topology.services().containsKey(name)
        && (topology.datastores().containsKey(name) || topology.queues().containsKey(name));
  }

  /** The resources that have settings, in the topology's order. */
  public static List<String> names(Topology topology) {
    return Stream.concat(
            topology.datastores().keySet().stream(), topology.queues().keySet().stream())
        .filter(name -> has(topology, name) && !tunables(topology, name).isEmpty())
        .toList();
  }

  /** By key; empty for a resource that has none. Throws when there is no such resource. */
  public static Map<String, Tunable> tunables(Topology topology, String name) {
    Map<String, Tunable> all = new LinkedHashMap<>();
    Topology.Datastore datastore = topology.datastores().get(name);
    Topology.Queue queue = topology.queues().get(name);
    if (datastore != null) {
      datastore(all, datastore);
    } else if (queue != null) {
      queue(all, queue);
    } else {
      throw new IllegalArgumentException("no service " + name);
    }
    return all;
  }

  /** A datastore's settings with nothing changed. */
  static Map<String, String> initial(Topology.Datastore datastore) {
    Map<String, Tunable> all = new LinkedHashMap<>();
    datastore(all, datastore);
    Map<String, String> settings = new LinkedHashMap<>();
    all.forEach((key, it) -> settings.put(key, it.initial()));
    return settings;
  }

  private static void datastore(Map<String, Tunable> all, Topology.Datastore datastore) {
    Topology.Volume volume = datastore.volume();
    if (volume != null) {
      String kind = volume.kind().name().toLowerCase(Locale.ROOT);
      add(all, VOLUME_KIND, "kind of the volume", kind, new Choice(List.of("gp2", "gp3")));
      String size = Long.toString(volume.size().bytes() / ByteSize.GIB);
      add(all, VOLUME_SIZE, "size of the volume, GiB; it can only grow", size, SIZES);
      String iops = bought(volume.iops(), IOPS.min());
      add(all, VOLUME_IOPS, "operations a second of a gp3", iops, IOPS);
      String throughput = bought(volume.throughput(), THROUGHPUTS.min());
      add(all, VOLUME_THROUGHPUT, "MiB a second of a gp3", throughput, THROUGHPUTS);
    }
  }

  /** One that is described by its capacity alone delivers for ever. */
  private static void queue(Map<String, Tunable> all, Topology.Queue queue) {
    Integer limit = queue.deliveryLimit();
    if (queue.partitions() > 1 || limit != null) {
      add(
          all,
          DELIVERY_LIMIT,
          "deliveries after which a message that fails is parked as a dead letter; 0 is no limit",
          Integer.toString(limit == null ? 0 : limit),
          new Whole(0, DELIVERIES_MAX));
    }
  }

  /** A resource's settings with nothing changed. Throws when there is no such resource. */
  public static Map<String, String> initial(Topology topology, String name) {
    Map<String, String> settings = new LinkedHashMap<>();
    tunables(topology, name).forEach((key, it) -> settings.put(key, it.initial()));
    return settings;
  }

  /** A resource's settings as they are wanted. */
  public static Map<String, String> of(MeshState state, String name) {
    Map<String, String> settings = initial(state.topology(), name);
    settings.putAll(state.overrides().getOrDefault(name, Map.of()));
    return settings;
  }

  /** Brings resources to what is wanted of them. */
  static void apply(
      MeshState state, Map<String, DatabaseControl> databases, Map<String, BrokerControl> brokers) {
    databases.forEach((id, database) -> database.become(of(state, id)));
    brokers.forEach((id, broker) -> broker.become(of(state, id)));
  }

  /** The scope of a change's target. */
  static String scope(Selector target) {
    if (!target.toString().equals(target.service())) {
      throw new IllegalArgumentException(
          "target: " + target.service() + " has no instances; write its name alone");
    }
    return target.service();
  }

  /**
   * Refuses what a resource can't do: {@code after} is {@code before} with a change of this scope.
   */
  static MeshState checked(MeshState before, MeshState after, String scope, String key) {
    boolean sized = key.equals(VOLUME_SIZE) && has(before.topology(), scope);
    if (sized && size(after, scope) < size(before, scope)) {
      throw new IllegalArgumentException(
          "value: the volume of %s has %d GiB and can't be made smaller"
              .formatted(scope, size(before, scope)));
    }
    return after;
  }

  /** Whether a change can't be taken back: a volume that has grown stays so. */
  static boolean stays(MeshState before, Change.Config config) {
    return has(before.topology(), config.target().service())
        && config.key().equals(VOLUME_SIZE)
        && size(before.with(config), config.target().service())
            > size(before, config.target().service());
  }

  private static long size(MeshState state, String name) {
    return Long.parseLong(of(state, name).getOrDefault(VOLUME_SIZE, "0"));
  }

  private static String bought(@Nullable Integer value, int delivered) {
    return Integer.toString(value == null ? delivered : value);
  }

  private static void add(
      Map<String, Tunable> all, String key, String about, String initial, Tunable.Kind kind) {
    all.put(key, new Tunable(key, about, initial, kind));
  }
}
