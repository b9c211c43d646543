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

  /** What a mesh in containers wants for itself. */
  private static final int PROCESSORS_A_MESH = 2;

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
      case DOCKER -> ordinary.withSetUp(DOCKER_SET_UP);
    };
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
