package dev.pagefault.scenario;

import java.nio.file.Path;
import java.util.Optional;

/** Reads a topology from {@code scenarios/topologies/ID.yaml}. */
public final class TopologyReader {
  private TopologyReader() {}

  /** The topology, or empty after telling {@code source} all that is wrong with it. */
  public static Optional<Topology> read(Source source) {
    return YamlFile.read(source).flatMap(tree -> read(tree, source));
  }

  /** That of a file's tree. */
  static Optional<Topology> read(Node tree, Source source) {
    Optional<Topology> topology = new Binder(source).bind(tree, Topology.class, "");
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
