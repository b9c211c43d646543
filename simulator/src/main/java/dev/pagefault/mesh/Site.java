package dev.pagefault.mesh;

import dev.pagefault.scenario.Topology;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.Map;

/**
 * Where the parts of one mesh run: in this process, or in containers. Starts them; whoever asked
 * for a part stops it, and closes the site after all of them.
 */
public interface Site {

  /** Starts all of a topology's databases, tenants once their hosts are there. */
  Map<String, Future<DatabaseControl>> databases(Map<String, Topology.Datastore> specs);

  /** Starts a queue's broker. */
  Future<BrokerControl> broker(String id, Topology.Queue spec);

  /**
   * Starts an instance. Fails with {@link IllegalArgumentException} that names the key where the
   * spec is wrong.
   */
  Future<Replica> instance(InstanceSpec spec);

  /** Starts the Toxiproxy of the mesh. */
  Future<ProxyServer> proxies();

  /**
   * Whether those who are asked for their telemetry are asked one after the other over the second
   * instead of all at once: where each answer is made by a process of its own, all of them at a
   * time would take the processors from everything else.
   */
  boolean spread();

  /**
   * Completes with the reason, in one line with the way out, when what the mesh stands on has gone:
   * then nothing of it can go on. Never where that can't happen.
   */
  default Future<String> lost() {
    return Promise.<String>promise().future();
  }

  /** Frees what is left. Blocks. */
  void close();
}
