package dev.pagefault.scenario;

import java.nio.file.Path;
import java.util.Optional;

/** Reads a topology from {@code scenarios/topologies/ID.yaml}. */
public final class TopologyReader {
  private TopologyReader() {}

  /** The topology, or empty after telling {@code source} all that is wrong with it. */
  public static Optional<Topology> read(Source source) {
    Optional<Topology> topology =
        YamlFile.read(source).flatMap(node -> new Binder(source).bind(node, Topology.class, ""));
    topology.ifPresent(read -> {
      checkId(read.id(), source);
      new TopologyLint(read, source).check();
    });
    return topology.filter(read -> source.clean());
  }

  private static void checkId(String id, Source source) {
    Path name = source.file().getFileName();
    String expected = name == null ? id : name.toString().replaceFirst("\\.yaml$", "");
    if (!id.equals(expected)) {
      source.wrong("id", "differs from the file's name", "write id: " + expected);
    }
  }
}
