package dev.pagefault.app.bench;

import dev.pagefault.scenario.Topology;
import dev.pagefault.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The parts of {@code bench}, by name and in order: the lightest first. */
public final class Benches {
  /** What can be measured. */
  public static final List<String> NAMES =
      List.of("hardware", "server", "hop", "proxy", "healthy", "mesh", "density");

  private final Topology topology;
  private final Clock clock;

  public Benches(Topology topology, Clock clock) {
    this.topology = topology;
    this.clock = clock;
  }

  /** Measures, and says each figure once it is known. */
  public List<Figure> measure(List<String> names, Consumer<Figure> say) throws Exception {
    Pause pause = new Pause(clock);
    MeshFigures meshes = new MeshFigures(topology, clock, pause);
    List<Figure> all = new ArrayList<>();
    for (String name : NAMES) {
      if (names.contains(name)) {
        List<Figure> figures =
            switch (name) {
              case "hardware" -> new HardwareFigures(clock).measure();
              case "server" -> new ServerFigures(clock, pause).measure();
              case "hop" -> new HopFigures(clock).measure();
              case "proxy" -> new ProxyFigures(clock).measure();
              case "healthy" -> new HealthyFigures(topology, clock, pause).measure();
              case "mesh" -> meshes.weight();
              default -> meshes.density();
            };
        figures.forEach(say);
        all.addAll(figures);
      }
    }
    return all;
  }
}
