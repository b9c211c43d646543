package dev.pagefault.app;

import dev.pagefault.drill.Standby;
import dev.pagefault.drill.Timings;
import dev.pagefault.mesh.MeshHost;
import dev.pagefault.mesh.Sites;
import dev.pagefault.mesh.docker.DockerRuntime;
import dev.pagefault.scenario.Library;
import dev.pagefault.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** Where meshes run, as {@code --runtime} names it. */
enum MeshRuntime {
  /** In this process. */
  EMBEDDED,
  /** In containers. */
  DOCKER;

  /** Two dozen processes start and warm up, on what processors there are. */
  private static final Duration DOCKER_SET_UP = Duration.ofMinutes(8);

  /** To the engine, which was asked more at a time than before; a mesh that stayed has more. */
  private static final int ENGINE_CONNECTIONS = 16;

  /** New processes compile what they run, all at a time, on what the machine has to spare. */
  private static final Duration DOCKER_BACK = Duration.ofSeconds(90);

  /** What a mesh in containers wants for itself. */
  private static final int PROCESSORS_A_MESH = 2;

  /** Productions in this process stop within a second or two. */
  private static final Duration EMBEDDED_STOP = Duration.ofSeconds(30);

  /**
   * Of a mesh in containers: its scraper 5 s; its database servers, which may answer late or not at
   * all, 6 s each; two dozen containers that are killed and taken apart, or have to be made before
   * that, a second each on two processors that are busy; and as much again.
   */
  private static final Duration DOCKER_STOP = Duration.ofSeconds(90);

  /** What an embedded server's stop may take in all: nothing of it outlives the process. */
  private static final Duration EMBEDDED_END = Duration.ofSeconds(20);

  /** The same on Docker: 20 s for open requests, the productions, 10 s for what they ran on. */
  private static final Duration DOCKER_END = DOCKER_STOP.plusSeconds(30);

  /** By its name; empty: there is none such. */
  static Optional<MeshRuntime> named(String name) {
    for (MeshRuntime runtime : values()) {
      if (runtime.toString().equals(name)) {
        return Optional.of(runtime);
      }
    }
    return Optional.empty();
  }

  /** What to say of another name. */
  static String wrong(String name) {
    return "--runtime is %s or %s, not %s".formatted(EMBEDDED, DOCKER, name);
  }

  /** Throws {@link dev.pagefault.mesh.docker.NoEngine} where this machine hasn't got it. */
  Sites sites(MeshHost host, Clock clock) {
    return switch (this) {
      case EMBEDDED -> Sites.embedded(host, clock);
      case DOCKER -> DockerRuntime.connect(host, DockerRuntime.Images.of(System.getenv()), clock);
    };
  }

  /** Productions that this machine carries at a time. */
  int productionsMax() {
    return switch (this) {
      case EMBEDDED -> Standby.MAX;
      case DOCKER ->
          Math.clamp(
              Runtime.getRuntime().availableProcessors() / PROCESSORS_A_MESH, 1, Standby.MAX);
    };
  }

  /** Connections beyond those of a first drill that may stay open when none is played. */
  int idleConnections() {
    return switch (this) {
      case EMBEDDED -> 0;
      case DOCKER -> ENGINE_CONNECTIONS;
    };
  }

  /** Longest that productions on it may take to stop. */
  Duration stopMax() {
    return switch (this) {
      case EMBEDDED -> EMBEDDED_STOP;
      case DOCKER -> DOCKER_STOP;
    };
  }

  /** Longest that a server's process may take to stop, until it ends all the same. */
  Duration endMax() {
    return switch (this) {
      case EMBEDDED -> EMBEDDED_END;
      case DOCKER -> DOCKER_END;
    };
  }

  /** Says that whoever runs it stops everything in order when the process is asked to end. */
  void stoppedInOrder() {
    switch (this) {
      case EMBEDDED -> {} // nothing of it outlives the process
      case DOCKER -> DockerRuntime.stoppedInOrder(endMax());
    }
  }

  /** The scenarios that can be played on it. */
  Library playable(Library library) {
    return switch (this) {
      case EMBEDDED -> library;
      case DOCKER -> library.onDocker();
    };
  }

  /** How long drills on it wait for what. */
  Timings timings(Timings ordinary) {
    return switch (this) {
      case EMBEDDED -> ordinary;
      case DOCKER -> ordinary.slower(DOCKER_SET_UP, DOCKER_BACK);
    };
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
