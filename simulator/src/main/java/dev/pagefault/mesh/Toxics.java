package dev.pagefault.mesh;

import dev.pagefault.scenario.Change;
import dev.pagefault.scenario.Selector;
import dev.pagefault.scenario.Topology;
import dev.pagefault.scenario.ToxicSpec;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The toxics that are wanted on the wires of one calling instance. Immutable; pure.
 *
 * @param byPeer by the service or datastore that a wire leads to, then by name; no empty maps
 */
public record Toxics(Map<String, Map<String, ToxicSpec>> byPeer) {
  /** A wire that is well. */
  public static final Toxics NONE = new Toxics(Map.of());

  /** Most toxics on one wire. */
  public static final int PER_WIRE_MAX = 8;

  public Toxics {
    Map<String, Map<String, ToxicSpec>> copy = new TreeMap<>();
    byPeer.forEach((peer, toxics) -> {
      if (!toxics.isEmpty()) {
        copy.put(peer, Collections.unmodifiableMap(new TreeMap<>(toxics)));
      }
    });
    byPeer = Collections.unmodifiableMap(copy);
  }

  /** Those on the wire to a peer, by name. */
  Map<String, ToxicSpec> to(String peer) {
    return byPeer.getOrDefault(peer, Map.of());
  }

  private Toxics with(String peer, String name, @Nullable ToxicSpec toxic) {
    Map<String, ToxicSpec> wire = new TreeMap<>(to(peer));
    if (toxic == null) {
      wire.remove(name);
    } else {
      wire.put(name, toxic);
    }
    if (wire.size() > PER_WIRE_MAX) {
      throw bad("name", "a wire bears " + PER_WIRE_MAX + " toxics, there are " + wire.keySet());
    }
    Map<String, Map<String, ToxicSpec>> next = new TreeMap<>(byPeer);
    next.put(peer, wire);
    return new Toxics(next);
  }

  /**
   * The slots that a change of toxics selects. Throws {@link IllegalArgumentException} that names
   * the field and the way out.
   */
  static List<Slot> callers(MeshState state, Change.Toxic change) {
    List<Slot> callers = state.selected(change.target());
    Topology.Service caller =
        Objects.requireNonNull(state.topology().services().get(change.target().service()));
    Uses uses = Uses.of(caller);
    TreeSet<String> peers = new TreeSet<>(uses.services());
    peers.addAll(uses.datastores());
    if (!peers.contains(change.peer())) {
      throw bad(
          "peer",
          "%s calls no %s; it calls %s".formatted(change.target().service(), change.peer(), peers));
    }
    if (!ToxicSpec.NAME.matcher(change.name()).matches()) {
      throw bad("name", "up to 40 small letters, digits and dashes; not " + change.name());
    }
    ToxicSpec toxic = change.toxic();
    List<ToxicSpec.Wrong> wrongs = toxic == null ? List.of() : toxic.wrongs();
    if (!wrongs.isEmpty()) {
      ToxicSpec.Wrong first = wrongs.getFirst();
      throw bad("toxic." + first.field(), first.message() + "; " + first.wayOut());
    }
    return callers;
  }

  /** A caller once the change is applied. */
  static Slot applied(Slot caller, Change.Toxic change) {
    return caller.poisoned(caller.toxics().with(change.peer(), change.name(), change.toxic()));
  }

  /** What puts back the toxics, or their absence, that were there before. */
  static List<Change> inverse(MeshState before, Change.Toxic change) {
    List<Slot> differing =
        callers(before, change).stream()
            .filter(slot -> !Objects.equals(there(slot, change), change.toxic()))
            .toList();
    Selector target = change.target();
    boolean whole = differing.size() == before.selected(target).size();
    boolean alike =
        differing.stream().map(slot -> Optional.ofNullable(there(slot, change))).distinct().count()
            == 1;
    if (whole && alike && target.version().equals("*")) {
      ToxicSpec was = there(differing.getFirst(), change);
      return List.of(new Change.Toxic(target, change.peer(), change.name(), was));
    }
    List<Change> back = new ArrayList<>();
    for (Slot slot : differing) {
      back.add(
          new Change.Toxic(
              Inverse.exactly(slot), change.peer(), change.name(), there(slot, change)));
    }
    return back;
  }

  private static @Nullable ToxicSpec there(Slot slot, Change.Toxic change) {
    return slot.toxics().to(change.peer()).get(change.name());
  }

  private static IllegalArgumentException bad(String field, String message) {
    return new IllegalArgumentException(field + ": " + message);
  }
}
