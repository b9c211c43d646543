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
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.testcontainers.DockerClientFactory;

/**
 * This machine's Docker engine, and what of ours is on it: everything that belongs to a mesh bears
 * two labels, of the process that owns it and of the mesh. Any thread; methods block.
 */
final class Engine {
  /** Label of the process that will stop it; see {@link Owner}. */
  static final String OWNER = "dev.pagefault.owner";

  /** Label of the mesh that it is part of. */
  static final String MESH = "dev.pagefault.mesh";

  /** Memory that one more container of ours needs, bytes; it starts with about half of that. */
  static final long CONTAINER_BYTES = 160L << 20;

  private static final String NO_REAPER = "TESTCONTAINERS_RYUK_DISABLED";
  private static final Path MEMORY = Path.of("/proc/meminfo");
  private static final Logger LOG = LoggerFactory.getLogger(Engine.class);

  private final DockerClient client;
  private static @Nullable Engine known;

  private final Owner owner = Owner.self();
  private final Lives lives;

  private Engine(DockerClient client) {
    this.client = client;
    this.lives = Lives.of(client, OWNER + "=" + owner.label());
  }

  /** The process' one. Throws {@link NoEngine} where there is none to be had. */
  static synchronized Engine connect() {
    Door.knock(System.getenv());
    needNoReaper(System.getenv());
    try {
      DockerClient client = DockerClientFactory.instance().client();
      client.pingCmd().exec();
      Engine engine = known == null ? new Engine(client) : known;
      known = engine;
      return engine;
    } catch (RuntimeException e) { // Testcontainers and its transport throw whatever they like
      throw new NoEngine("the Docker engine can't be used: " + firstLine(e));
    }
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

  DockerClient client() {
    return client;
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
      client.inspectImageCmd(image).exec();
    } catch (NotFoundException e) {
      throw new NoEngine("there is no image %s: %s".formatted(image, wayOut));
    }
  }

  /** Throws {@link NoEngine} where so many more containers would find no memory. */
  static void needMemoryFor(int containers) {
    available()
        .filter(bytes -> bytes < containers * CONTAINER_BYTES)
        .ifPresent(bytes -> {
          throw new NoEngine(
              "%d containers need about %d MB of memory and %d MB are left: close something, or play on the embedded runtime"
                  .formatted(containers, containers * (CONTAINER_BYTES >> 20), bytes >> 20));
        });
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
    for (Container container :
        client.listContainersCmd().withShowAll(true).withLabelFilter(List.of(OWNER)).exec()) {
      if (orphan(container.getLabels())) {
        swept += quietly(() -> remove(container.getId()));
      }
    }
    for (Network network : client.listNetworksCmd().withFilter("label", List.of(OWNER)).exec()) {
      if (orphan(network.getLabels())) {
        swept += quietly(() -> client.removeNetworkCmd(network.getId()).exec());
      }
    }
    if (swept > 0) {
      LOG.info("{} containers and networks that a killed process had left are gone", swept);
    }
    return swept;
  }

  /** Removes a mesh's containers that are still there, and its networks. */
  void clear(String mesh) {
    Map<String, String> of = Map.of(MESH, mesh);
    client.listContainersCmd().withShowAll(true).withLabelFilter(of).exec().parallelStream()
        .forEach(it -> quietly(() -> remove(it.getId())));
    client
        .listNetworksCmd()
        .withFilter("label", List.of(MESH + "=" + mesh))
        .exec()
        .forEach(it -> quietly(() -> client.removeNetworkCmd(it.getId()).exec()));
  }

  /** With its volumes, whatever it is doing. */
  void remove(String container) {
    try {
      client.removeContainerCmd(container).withForce(true).withRemoveVolumes(true).exec();
    } catch (NotFoundException | ConflictException e) {
      LOG.debug("{} had gone, or is going already", container);
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
      LOG.warn("something could not be removed: {}", firstLine(e));
      return 0;
    }
  }

  static String firstLine(Throwable cause) {
    return String.valueOf(cause.getMessage()).lines().findFirst().orElse(cause.toString());
  }
}
