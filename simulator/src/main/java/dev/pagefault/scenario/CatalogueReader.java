package dev.pagefault.scenario;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads the one catalogue of failure modes. */
final class CatalogueReader {
  private CatalogueReader() {}

  /** The catalogue, or empty after telling {@code source} all that is wrong with it. */
  static Optional<Catalogue> read(Source source) {
    Optional<Catalogue> catalogue =
        YamlFile.read(source).flatMap(node -> new Binder(source).bind(node, Catalogue.class, ""));
    catalogue.ifPresent(read -> check(read, source));
    return catalogue.filter(read -> source.clean());
  }

  private static void check(Catalogue catalogue, Source source) {
    Set<String> families = new HashSet<>();
    for (int i = 0; i < catalogue.families().size(); i++) {
      once(catalogue.families().get(i).id(), families, "families[" + i + "].id", source);
    }
    Set<String> modes = new HashSet<>();
    List<FailureMode> all = catalogue.modes();
    for (int i = 0; i < all.size(); i++) {
      once(all.get(i).id(), modes, "modes[" + i + "].id", source);
      String family = all.get(i).family();
      if (!families.contains(family)) {
        source.wrong(
            "modes[" + i + "].family",
            "there is no family " + family,
            Spelling.wayOut(family, families));
      }
    }
    if (!modes.contains(Catalogue.NOTHING_IS_BROKEN)) {
      source.wrong("modes", "lacks " + Catalogue.NOTHING_IS_BROKEN, "add it: alarms may be false");
    }
    Set<String> fixes = new HashSet<>();
    for (int i = 0; i < catalogue.lastingFixes().size(); i++) {
      once(catalogue.lastingFixes().get(i).id(), fixes, "lasting-fixes[" + i + "].id", source);
    }
  }

  private static void once(String id, Set<String> seen, String path, Source source) {
    if (!seen.add(id)) {
      source.wrong(path, id + " is already another's id", "name it otherwise");
    }
  }
}
