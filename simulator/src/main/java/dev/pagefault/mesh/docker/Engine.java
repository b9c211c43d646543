package dev.pagefault.mesh.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Container;
import com.github.dockerjava.api.model.Network;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.testcontainers.DockerClientFactory;

/**
 * This machine's Docker engine, and what of ours is on it: everything that belongs to a mesh bears
 * two labels, of the process that owns it and of the mesh. It may go away at any time, and come
 * back. Any thread; methods block.
 */
final class Engine {
  /** Label of the process that will stop it; see {@link Owner}. */
  static final String OWNER = "dev.pagefault.owner";

  /** Label of the mesh that it is part of. */
  static final String MESH = "dev.pagefault.mesh";

  /** Memory that one more container of ours needs, bytes; it starts with about half of that. */
  static final long CONTAINER_BYTES = 160L << 20;

  /** Longest that it may be silent when it is asked whether it is there, seconds. */
  private static final long ANSWER_SECONDS = 10;

  /** From the end of its events until it is asked that, nanoseconds: it may have more to close. */
  private static final long PARTING_NANOS = 1_000_000_000L;

  /** How often it is looked whether what somebody else removes has gone, and the time between. */
  private static final int LOOKS = 50;

  /** The same for a network whose containers have gone; an engine may keep one for good. */
  private static final int NETWORK_LOOKS = 10;

  private static final long LOOK_NANOS = 200_000_000L;

  private static final String NO_REAPER = "TESTCONTAINERS_RYUK_DISABLED";
  private static final Path MEMORY = Path.of("/proc/meminfo");
  private static final Logger LOG = LoggerFactory.getLogger(Engine.class);

  private static @Nullable Engine known;

  private final DockerClient client;
  private final Owner owner = Owner.self();
  private final Lives lives;

  /** Meshes of which something stays until the engine is back. */
  private final Set<String> left = ConcurrentHashMap.newKeySet();

  private Engine(DockerClient client) {
    this.client = client;
    this.lives = new Lives(client, OWNER + "=" + owner.label());
  }

  /** The process' one. Throws {@link NoEngine} where there is none to be had. */
  static synchronized Engine connect() {
    Door.knock(System.getenv());
    needNoReaper(System.getenv());
    Engine engine = known;
    if (engine == null) {
      try {
        engine = new Engine(DockerClientFactory.instance().client());
      } catch (RuntimeException e) { // Testcontainers and its transport throw whatever they like
        throw new NoEngine("the Docker engine can't be used: " + EngineFailure.said(e));
      }
      hushTestcontainers();
      known = engine;
    }
    engine.needAnswer();
    return engine;
  }

  /**
   * What a killed process leaves is swept by the next one. Testcontainers would start a container
   * of its own for that, from an image that it pulls; and reads in the environment alone that it is
   * not to.
   */
  private static void needNoReaper(Map<String, String> environment) {
    if (!Boolean.parseBoolean(environment.getOrDefault(NO_REAPER, "false"))) {
      throw new NoEngine(
          "Testcontainers would pull and start a reaper: set %s=true, as ./pagefault does"
              .formatted(NO_REAPER));
    }
  }

  /**
   * When the process ends, Testcontainers looks for containers of its own, on a thread that dies
   * with a stack trace where the engine has gone by then.
   */
  private static void hushTestcontainers() {
    Thread.UncaughtExceptionHandler others = Thread.getDefaultUncaughtExceptionHandler();
    Thread.setDefaultUncaughtExceptionHandler((thread, cause) -> {
      if (DockerClientFactory.TESTCONTAINERS_THREAD_GROUP.equals(thread.getThreadGroup())) {
        LOG.debug("Testcontainers could not look for its own", cause);
      } else if (others != null) {
        others.uncaughtException(thread, cause);
      } else {
        LOG.error("the thread {} ended", thread.getName(), cause);
      }
    });
  }

  /**
   * Throws {@link NoEngine}, and soon, where it doesn't answer. Where it does, its events are heard
   * from here on, and nothing is on it that could not be removed while it was away.
   */
  void needAnswer() {
    Door.knock(System.getenv());
    ping();
    lives.listen(this::silent);
    List.copyOf(left).forEach(this::clear);
  }

  private void ping() {
    CompletableFuture<Void> answer =
        CompletableFuture.runAsync(
            () -> client.pingCmd().exec(),
            task -> Thread.ofPlatform().daemon().name("docker-ping").start(task));
    try {
      answer.get(ANSWER_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new NoEngine("interrupted while the Docker engine was asked whether it is there");
    } catch (ExecutionException e) {
      throw new NoEngine(
          "the Docker engine can't be used (%s): see whether it runs"
              .formatted(EngineFailure.said(e)));
    } catch (TimeoutException e) {
      throw new NoEngine(
          "the Docker engine takes a connection, and says nothing for %d s: restart it"
              .formatted(ANSWER_SECONDS));
    }
  }

  /** Its events have ended: it went away, or was restarted. On a thread that may block. */
  private void silent() {
    LockSupport.parkNanos(PARTING_NANOS);
    try {
      needAnswer();
    } catch (NoEngine e) {
      LOG.warn("{}; what ran on it is lost", e.getMessage());
      OpenSites.lose(String.valueOf(e.getMessage()));
      return;
    }
    OpenSites.lookAround();
    lives.lookAround();
  }

  /**
   * What it answers. Throws {@link NoEngine} where it has gone; what it refuses is thrown as it is.
   */
  <T> T ask(Function<DockerClient, T> question) {
    try {
      return question.apply(client);
    } catch (RuntimeException e) {
      throw EngineFailure.of(e);
    }
  }

  /** Who watches which of our containers. */
  Lives lives() {
    return lives;
  }

  /** The labels of what belongs to a mesh. */
  Map<String, String> labels(String mesh) {
    return Map.of(OWNER, owner.label(), MESH, mesh);
  }

  /** Throws {@link NoEngine} that says how to get it, where an image is not there. */
  void need(String image, String wayOut) {
    try {
      ask(it -> it.inspectImageCmd(image).exec());
    } catch (NotFoundException e) {
      throw new NoEngine("there is no image %s: %s".formatted(image, wayOut));
    }
  }

  /** Throws {@link NoEngine} where so many more containers would find no memory. */
  static void needMemoryFor(int containers) {
    available()
        .flatMap(bytes -> shortage(containers, bytes))
        .ifPresent(why -> {
          throw new NoEngine(why);
        });
  }

  /** Why so much memory will not do for so many more containers; empty: it does. */
  static Optional<String> shortage(int containers, long bytes) {
    long needed = containers * CONTAINER_BYTES;
    return bytes >= needed
        ? Optional.empty()
        : Optional.of(
            "%s about %d MB of memory and %d MB are left: close something, or play on the embedded runtime"
                .formatted(
                    containers == 1 ? "one more container needs" : containers + " containers need",
                    needed >> 20,
                    bytes >> 20));
  }

  private static Optional<Long> available() {
    try {
      return Files.readAllLines(MEMORY).stream()
          .filter(line -> line.startsWith("MemAvailable:"))
          .map(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
          .findFirst();
    } catch (IOException e) {
      return Optional.empty(); // no Linux: the engine has a memory of its own
    }
  }

  /** Removes what a process left that has ended; returns how much there was. */
  int sweep() {
    int swept = 0;
    List<String> ours = List.of(OWNER);
    for (Container container :
        ask(it -> it.listContainersCmd().withShowAll(true).withLabelFilter(ours).exec())) {
      if (orphan(container.getLabels())) {
        swept += quietly(() -> remove(container.getId()));
      }
    }
    for (Network network : ask(it -> it.listNetworksCmd().withFilter("label", ours).exec())) {
      if (orphan(network.getLabels())) {
        swept += quietly(() -> removeNetwork(network.getId()));
      }
    }
    if (swept > 0) {
      LOG.info("{} containers and networks that a killed process had left are gone", swept);
    }
    return swept;
  }

  /**
   * Removes a mesh's containers that are still there, and its networks. Where the engine has gone,
   * or refuses, they are removed when it is needed the next time: to a sweep they belong to a
   * process that runs.
   */
  void clear(String mesh) {
    try {
      removeAll(mesh);
      left.remove(mesh);
    } catch (RuntimeException e) {
      left.add(mesh);
      LOG.warn(
          "what is left of {} stays until the engine is needed again: {}",
          mesh,
          EngineFailure.said(e));
    }
  }

  private void removeAll(String mesh) {
    containers(mesh).parallelStream().forEach(it -> quietly(() -> remove(it.getId())));
    for (int look = 0; look < LOOKS && !containers(mesh).isEmpty(); look++) {
      LockSupport.parkNanos(LOOK_NANOS); // somebody else is removing them, and the network waits
    }
    networks(mesh).forEach(it -> quietly(() -> removeNetwork(it.getId())));
    if (!containers(mesh).isEmpty() || !networks(mesh).isEmpty()) {
      throw new IllegalStateException("the engine does not remove all of it");
    }
  }

  private List<Network> networks(String mesh) {
    List<String> of = List.of(MESH + "=" + mesh);
    return ask(it -> it.listNetworksCmd().withFilter("label", of).exec());
  }

  private List<Container> containers(String mesh) {
    Map<String, String> of = Map.of(MESH, mesh);
    return ask(it -> it.listContainersCmd().withShowAll(true).withLabelFilter(of).exec());
  }

  /** With its volumes, whatever it is doing; where the engine has gone, see {@link #clear}. */
  void remove(String container) {
    try {
      ask(it -> it.removeContainerCmd(container).withForce(true).withRemoveVolumes(true).exec());
    } catch (NotFoundException | ConflictException | NoEngine e) {
      LOG.debug("{} had gone, or is going already", container, e);
    }
  }

  /** The engine takes a container from its list before it takes it from its network. */
  private void removeNetwork(String network) {
    for (int look = 1; ; look++) {
      try {
        ask(it -> it.removeNetworkCmd(network).exec());
        return;
      } catch (DockerException e) {
        if (e instanceof NotFoundException || look == NETWORK_LOOKS) {
          throw e;
        }
        LockSupport.parkNanos(LOOK_NANOS);
      }
    }
  }

  private boolean orphan(@Nullable Map<String, String> labels) {
    Map<String, String> known = labels == null ? new HashMap<>() : labels;
    return Owner.parse(known.getOrDefault(OWNER, "")).filter(it -> it.goneFor(owner)).isPresent();
  }

  private static int quietly(Runnable removal) {
    try {
      removal.run();
      return 1;
    } catch (NotFoundException e) {
      return 0; // somebody was quicker
    } catch (DockerException e) {
      LOG.warn("something could not be removed: {}", EngineFailure.said(e));
      return 0;
    }
  }
}
