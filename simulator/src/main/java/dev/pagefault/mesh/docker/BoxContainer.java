package dev.pagefault.mesh.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.InspectContainerResponse.ContainerState;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.HealthCheck;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.PortBinding;
import com.github.dockerjava.api.model.Ports.Binding;
import com.github.dockerjava.api.model.RestartPolicy;
import java.nio.charset.StandardCharsets;
import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.Network;
import org.testcontainers.containers.startupcheck.StartupCheckStrategy;
import org.testcontainers.containers.wait.strategy.AbstractWaitStrategy;
import org.testcontainers.images.builder.Transferable;
import org.testcontainers.utility.DockerImageName;

/**
 * A container of a mesh: what Docker is told of it. Published on loopback only, limited in
 * processor and memory, never pulled, ready for whatever its owner waits for. Methods block.
 */
final class BoxContainer extends GenericContainer<BoxContainer> {
  /** What the processor's quota is told for, microseconds: the kernel's default. */
  static final long PERIOD_MICROS = 100_000;

  /** The kernel's weight of a container by default, which is a core's in Kubernetes; the least. */
  private static final int SHARES_A_CORE = 1_024;

  private static final int SHARES_MIN = 2;

  /** Processes and threads of one container. */
  private static final long PIDS_MAX = 512;

  /** Its owner asks; the image's own question is for a server. */
  private static final HealthCheck UNWATCHED = new HealthCheck().withTest(List.of("NONE"));

  /** What runc says of a limit below what is in use. */
  private static final String IN_USE = "unable to set memory limit";

  private static final int READABLE = 0100644;

  private final Engine engine;
  private final String name;

  BoxContainer(
      Engine engine, String image, String name, Network network, Map<String, String> labels) {
    super(DockerImageName.parse(image));
    this.engine = engine;
    this.name = name;
    withImagePullPolicy(any -> false);
    withNetwork(network);
    withNetworkAliases(name);
    withCreateContainerCmdModifier(create -> create.withLabels(new OwnLabels(labels)));
    withStartupAttempts(1);
    withCreateContainerCmdModifier(create -> create.withHealthcheck(UNWATCHED));
    withStartupCheckStrategy(new AnyStart());
    waitingFor(
        new AbstractWaitStrategy() {
          @Override
          protected void waitUntilReady() {
            // its owner knows when it is
          }
        });
  }

  /** One that has ended already is asked for its last words, by whoever waits for it. */
  private static final class AnyStart extends StartupCheckStrategy {
    @Override
    public boolean waitUntilStartupSuccessful(DockerClient client, String container) {
      return true; // and at once: the other way is taken once a second, by one of all containers
    }

    @Override
    public StartupStatus checkStartupState(DockerClient client, String container) {
      return StartupStatus.SUCCESSFUL;
    }
  }

  /**
   * Labels that nobody adds to: by those of Testcontainers' its shutdown hook would find the
   * container and remove it while its owner does.
   */
  private static final class OwnLabels extends AbstractMap<String, String> {
    private final Map<String, String> labels;

    OwnLabels(Map<String, String> labels) {
      this.labels = labels;
    }

    @Override
    public Set<Map.Entry<String, String>> entrySet() {
      return labels.entrySet();
    }

    @Override
    public void putAll(Map<? extends String, ? extends String> others) {
      // they are not ours
    }
  }

  /** What it is called in its network. */
  String name() {
    return name;
  }

  /** Publishes ports of the container on loopback, by port of ours. */
  BoxContainer publish(Map<Integer, Integer> ports) {
    List<PortBinding> bindings = new ArrayList<>();
    ports.forEach((ours, its) ->
        bindings.add(
            new PortBinding(Binding.bindIpAndPort("127.0.0.1", ours), ExposedPort.tcp(its))));
    List<ExposedPort> exposed = bindings.stream().map(PortBinding::getExposedPort).toList();
    return withCreateContainerCmdModifier(create -> create.withExposedPorts(exposed))
        .made(config -> config.withPortBindings(bindings).withPidsLimit(PIDS_MAX));
  }

  /** Limits its memory when it is created; swap doesn't count. */
  BoxContainer memory(long bytes) {
    return made(config -> config.withMemory(bytes).withMemorySwap(bytes));
  }

  /**
   * Gives its processor the weight of what it will be limited to, as Kubernetes does by requests:
   * where all want to run at a time, whoever is to use much isn't held to what the least gets, and
   * one that starts and isn't limited yet takes nothing from the others.
   */
  BoxContainer weight(double cores) {
    return made(config -> config.withCpuShares(shares(cores)));
  }

  private static int shares(double cores) {
    return (int) Math.max(SHARES_MIN, Math.round(cores * SHARES_A_CORE));
  }

  private BoxContainer made(Consumer<HostConfig> with) {
    return withCreateContainerCmdModifier(create -> {
      HostConfig config = create.getHostConfig();
      if (config != null) {
        with.accept(config);
      }
    });
  }

  /** A file that is there when its process starts. */
  BoxContainer file(String path, String text) {
    return withCopyToContainer(transferable(text), path);
  }

  /** Writes a file into it, whether it runs or not. */
  void write(String path, String text) {
    try {
      copyFileToContainer(transferable(text), path);
    } catch (RuntimeException e) {
      throw EngineFailure.of(e);
    }
  }

  private static Transferable transferable(String text) {
    return Transferable.of(text.getBytes(StandardCharsets.UTF_8), READABLE);
  }

  /** Limits its processor from now on. */
  void limitCores(double cores) {
    update(Math.round(cores * PERIOD_MICROS), cores);
  }

  /** As much as nobody else wants: a process that starts is not what anybody watches. */
  void unlimitCores(double cores) {
    update(-1, cores);
  }

  private void update(long quota, double weight) {
    engine.ask(it ->
        it.updateContainerCmd(getContainerId())
            .withCpuPeriod(PERIOD_MICROS)
            .withCpuQuota(quota)
            .withCpuShares(shares(weight))
            .exec());
  }

  /**
   * From now on the engine starts it again where its process fails, with the files that it wrote;
   * not before, as one that can't start would be tried again and again.
   */
  void startAgainWhenItFails() {
    engine.ask(it ->
        it.updateContainerCmd(getContainerId())
            .withRestartPolicy(RestartPolicy.onFailureRestart(0))
            .exec());
  }

  /**
   * Limits its memory from now on. Where it uses more than that, the kernel of cgroup v1 refuses
   * the limit instead of killing at once: then it is killed here, as what is wanted is that it has
   * no more.
   */
  void limitMemory(long bytes) {
    try {
      engine.ask(it ->
          it.updateContainerCmd(getContainerId()).withMemory(bytes).withMemorySwap(bytes).exec());
    } catch (DockerException e) {
      if (!String.valueOf(e.getMessage()).contains(IN_USE)) {
        throw e;
      }
      kill();
    }
  }

  private void kill() {
    try {
      engine.ask(it -> it.killContainerCmd(getContainerId()).exec());
    } catch (ConflictException e) {
      logger().debug("it had ended already", e);
    }
  }

  /**
   * Ends its process, as a machine that fails does, where there is one; and starts another. Not
   * while it is removed: the engine would keep its end of the network, and so the network, for
   * good.
   */
  synchronized void again() {
    engine.ask(it -> it.restartContainerCmd(getContainerId()).withTimeout(0).exec());
  }

  /** Whether its process runs. */
  boolean runs() {
    return Boolean.TRUE.equals(state().getRunning());
  }

  ContainerState state() {
    return engine.ask(it -> it.inspectContainerCmd(getContainerId()).exec()).getState();
  }

  /** Removes it with everything that it holds. */
  synchronized void remove() {
    if (getContainerId() != null) {
      engine.remove(getContainerId());
    }
  }

  // Two of the same image are not the same container.
  @Override
  public boolean equals(Object other) {
    return this == other;
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(this);
  }
}
