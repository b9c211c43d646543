package dev.pagefault.mesh.docker;

import dev.pagefault.mesh.InstanceSpec;
import dev.pagefault.scenario.Topology;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a container of ours is to be, as a file in it says when its process starts. Serialisable.
 *
 * @param token by which whoever may ask it is known
 * @param instance null where it is none
 * @param broker null where it is none
 */
record BoxRole(String token, @Nullable Instance instance, @Nullable Broker broker) {

  /** Where the file lies. */
  static final String FILE = "/box/role.json";

  /** Where the most that the next process' heap may take is written, as behind {@code -Xmx}. */
  static final String HEAP_FILE = "/box/heap";

  /** Port at which it serves what it is. */
  static final int SERVES = 8080;

  /** Port at which it is asked and told, with the token. */
  static final int CONTROL = 9090;

  /**
   * An instance of a service.
   *
   * @param hopsPerSecond requests that it may make to others in a second
   * @param restarted whether it is to take its time to get ready
   * @param share of its host's processors that it is given; less than 1 where that has more than
   *     there are
   */
  record Instance(InstanceSpec spec, int hopsPerSecond, boolean restarted, double share) {}

  /** A queue's broker. */
  record Broker(String id, Topology.Queue spec, Map<String, String> settings) {}
}
