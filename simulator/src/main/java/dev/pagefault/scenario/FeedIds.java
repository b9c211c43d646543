package dev.pagefault.scenario;

import dev.pagefault.time.Seed;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Ids under which changes appear in the feed. Authors name entries by what they are ({@code
 * slow-release}); people on call may see nothing of that. A deployment shows its version's diff
 * where the author wrote none.
 */
final class FeedIds {
  private final Seed seed;
  private final Topology topology;
  private final Map<String, String> ids = new HashMap<>();
  private final Set<String> taken = new HashSet<>();

  FeedIds(Seed seed, Topology topology) {
    this.seed = seed;
    this.topology = topology;
  }

  /** The id shown for an author's; the same for the same seed. */
  String of(String written) {
    return ids.computeIfAbsent(written, this::fresh);
  }

  /** As {@link #of} where it is an entry's id; words such as {@code traffic} stay as they are. */
  String known(String written) {
    return ids.getOrDefault(written, written);
  }

  private String fresh(String written) {
    SplittableRandom random = seed.stream("id/" + written);
    while (true) {
      String id = "c-" + Integer.toHexString(0x10000 + random.nextInt(0xf0000));
      if (taken.add(id)) {
        return id;
      }
    }
  }

  List<Scenario.Entry> entries(List<Scenario.Entry> entries) {
    return entries.stream()
        .map(e ->
            new Scenario.Entry(
                of(e.id()),
                e.at(),
                e.change(),
                e.announced(),
                e.author(),
                e.summary(),
                diff(e.change(), e.diff())))
        .toList();
  }

  List<Scenario.Event> events(List<Scenario.Event> events) {
    return events.stream()
        .map(e ->
            new Scenario.Event(
                of(e.id()),
                e.at(),
                e.change(),
                e.announced(),
                e.author(),
                e.summary(),
                diff(e.change(), e.diff())))
        .toList();
  }

  private @Nullable String diff(Change change, @Nullable String written) {
    if (written == null && change instanceof Change.Deploy(Selector target, String version)) {
      Topology.@Nullable Service service = topology.services().get(target.service());
      List<Topology.Version> line = service == null ? List.of() : service.lineage(version);
      return line.isEmpty() ? null : line.getLast().diff();
    }
    return written;
  }
}
