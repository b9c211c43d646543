package dev.pagefault.mesh.docker;

import dev.pagefault.hardware.RealMachine;
import dev.pagefault.mesh.Broker;
import dev.pagefault.mesh.HopCeiling;
import dev.pagefault.mesh.Instance;
import dev.pagefault.mesh.MeshHost;
import dev.pagefault.time.Clock;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/**
 * The program of a container: the same instance, or broker, as in the embedded runtime, on the
 * container's own processor and memory, with a server beside it by which the simulator asks and
 * tells. A restart of the instance is a restart of the container.
 */
public final class Box {
  private static final Logger LOG = LoggerFactory.getLogger(Box.class);
  private static final String EVERYWHERE = "0.0.0.0";

  private Box() {}

  /** Runs until the container is stopped. */
  public static void main(String[] args) throws InterruptedException, IOException {
    Path file = Path.of(args.length > 0 ? args[0] : BoxRole.FILE);
    BoxRole role = JsonMapper.shared().readValue(Files.readString(file), BoxRole.class);
    Clock clock = Clock.system();
    MeshHost host = MeshHost.start();
    BoxRole.Instance instance = role.instance();
    double share = instance == null ? 1 : instance.share();
    RealMachine machine = new RealMachine(clock, RealMachine.CGROUP, share);
    CountDownLatch failed = new CountDownLatch(1);
    var _ =
        Future.succeededFuture()
            .compose(now -> start(role, host, machine, clock))
            .onFailure(cause -> {
              LOG.error("could not start", cause);
              failed.countDown();
            });
    failed.await(); // its servers live on threads of their own; the container is ended from outside
    System.exit(1); // or those threads would keep the process
  }

  private static Future<BoxServer> start(
      BoxRole role, MeshHost host, RealMachine machine, Clock clock) {
    BoxRole.Instance instance = role.instance();
    BoxRole.Broker broker = role.broker();
    if (instance != null) {
      Instance.Ground ground = new Instance.Ground(EVERYWHERE, BoxRole.SERVES, machine);
      HopCeiling hops = new HopCeiling(instance.hopsPerSecond(), clock);
      return ready(host, instance, clock)
          .compose(ready -> Instance.start(host, hops, ground, instance.spec(), clock))
          .compose(it -> BoxServer.start(host, EVERYWHERE, role.token(), it));
    }
    if (broker != null) {
      return Broker.start(host, EVERYWHERE, BoxRole.SERVES, broker.id(), broker.spec(), clock)
          .compose(it -> {
            it.become(broker.settings());
            return BoxServer.start(host, EVERYWHERE, role.token(), it);
          });
    }
    return Future.failedFuture(new IllegalArgumentException("neither an instance nor a broker"));
  }

  /** What its start is said to take, less what it took until here. */
  private static Future<Void> ready(MeshHost host, BoxRole.Instance instance, Clock clock) {
    long born = ManagementFactory.getRuntimeMXBean().getStartTime();
    long left = instance.spec().startupMillis() - (clock.epochMillis() - born);
    if (!instance.restarted() || left <= 0) {
      return Future.succeededFuture();
    }
    Promise<Void> up = Promise.promise();
    host.vertx().setTimer(left, at -> up.complete());
    return up.future();
  }
}
