package dev.pagefault.mesh.docker;

import dev.pagefault.mesh.MeshHost;
import dev.pagefault.mesh.Site;
import dev.pagefault.mesh.Sites;
import dev.pagefault.scenario.Topology;
import dev.pagefault.time.Clock;
import java.time.Duration;
import java.util.Map;

/**
 * Meshes in containers on this machine's Docker engine. Whoever connects to it finds the engine
 * free of what a killed process left there.
 */
public final class DockerRuntime implements Sites {
  private final Engine engine;
  private final Images images;
  private final MeshHost host;
  private final Clock clock;

  /**
   * What containers are made from.
   *
   * @param box this project's own image
   * @param postgres PostgreSQL 15 or newer, with pg_stat_statements
   * @param toxiproxy Shopify's
   */
  public record Images(String box, String postgres, String toxiproxy) {
    /** As the environment names them, or the official ones. */
    public static Images of(Map<String, String> environment) {
      return new Images(
          environment.getOrDefault("PAGEFAULT_IMAGE", "pagefault:latest"),
          environment.getOrDefault("PAGEFAULT_POSTGRES_IMAGE", "postgres:17-bookworm"),
          environment.getOrDefault(
              "PAGEFAULT_TOXIPROXY_IMAGE", "ghcr.io/shopify/toxiproxy:2.12.0"));
    }
  }

  private DockerRuntime(Engine engine, Images images, MeshHost host, Clock clock) {
    this.engine = engine;
    this.images = images;
    this.host = host;
    this.clock = clock;
  }

  /**
   * Looks that everything is there and sweeps. Throws {@link NoEngine} that says in one line what
   * is missing, and the way out.
   */
  public static DockerRuntime connect(MeshHost host, Images images, Clock clock) {
    Engine engine = Engine.connect();
    OpenSites.closeAtTheEnd();
    engine.need(images.box(), "build it: docker build -f docker/Dockerfile -t pagefault .");
    engine.need(images.postgres(), "docker pull " + images.postgres());
    engine.need(images.toxiproxy(), "docker pull " + images.toxiproxy());
    engine.sweep();
    return new DockerRuntime(engine, images, host, clock);
  }

  /**
   * Says that whoever starts meshes stops them when the process is asked to end, and how long that
   * may take. Without it, and after that time, their containers are removed under them.
   */
  public static void stoppedInOrder(Duration within) {
    OpenSites.ownersClose(within);
  }

  /** Throws {@link NoEngine} where the engine or memory for all of it has gone meanwhile. */
  @Override
  public Site open(Topology topology, long seed) {
    engine.needAnswer();
    Engine.needMemoryFor(containers(topology));
    DockerSite site = new DockerSite(engine, images, host, topology, clock);
    try {
      site.open();
      return site;
    } catch (InterruptedException e) {
      site.close();
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while a mesh was opened", e);
    } catch (Exception e) {
      site.close();
      throw e instanceof RuntimeException known ? known : new IllegalStateException(e);
    }
  }

  /** Removes what is still there, of meshes that are just being started above all. Blocks. */
  @Override
  public void close() {
    OpenSites.closeAll();
  }

  private static int containers(Topology topology) {
    int instances =
        topology.services().values().stream().mapToInt(Topology.Service::instances).sum();
    long hosts = topology.datastores().values().stream().filter(it -> it.host() == null).count();
    return instances * topology.regions().size() + topology.queues().size() + (int) hosts + 1;
  }
}
