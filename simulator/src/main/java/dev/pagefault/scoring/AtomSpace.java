package dev.pagefault.scoring;

import dev.pagefault.journal.JournalEvent.Hypothesized;
import dev.pagefault.scenario.Answer.Atom;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Everything that could be true of a topology: each component × each failure mode, and "nothing is
 * broken". Immutable; atoms keep their order, which is the order of every summation.
 */
public final class AtomSpace {

  /** The catalogue's failure mode for "nothing is broken"; it has no component. */
  public static final String NOTHING = "nothing-is-broken";

  private static final Atom NOTHING_IS_BROKEN = new Atom("", NOTHING);

  private static final double COMPONENT_DIFFERS = 0.4;
  private static final double MODE_WEIGHT = 0.6;
  private static final double SAME_FAMILY = 0.5;

  private final List<Atom> atoms;
  private final Map<Atom, Integer> index;
  private final Map<String, String> families;

  private AtomSpace(List<Atom> atoms, Map<String, String> families) {
    this.atoms = List.copyOf(atoms);
    this.families = Map.copyOf(families);
    this.index = new HashMap<>();
    for (int i = 0; i < atoms.size(); i++) {
      index.put(atoms.get(i), i);
    }
  }

  /**
   * The space of a topology.
   *
   * @param families failure mode → family
   * @param truths atoms of the answer; they belong to the space whatever the lists say
   */
  public static AtomSpace of(
      List<String> components, Map<String, String> families, List<Atom> truths) {
    Set<Atom> all = product(components, families);
    all.add(NOTHING_IS_BROKEN);
    truths.forEach(truth -> all.add(normal(truth)));
    return new AtomSpace(new ArrayList<>(all), families);
  }

  /** Components × modes alone, for figures that leave "nothing is broken" out. */
  static AtomSpace without(List<String> components, Map<String, String> families) {
    return new AtomSpace(new ArrayList<>(product(components, families)), families);
  }

  private static Set<Atom> product(List<String> components, Map<String, String> families) {
    Set<Atom> all = new LinkedHashSet<>();
    for (String component : new TreeSet<>(components)) {
      for (String mode : new TreeSet<>(families.keySet())) {
        if (!mode.equals(NOTHING)) {
          all.add(new Atom(component, mode));
        }
      }
    }
    return all;
  }

  /** Every atom, in fixed order. */
  public List<Atom> atoms() {
    return atoms;
  }

  /** Where an atom stands in {@link #atoms}, or -1. */
  public int indexOf(Atom atom) {
    return index.getOrDefault(normal(atom), -1);
  }

  /** Family of a failure mode; one that the catalogue doesn't know is a family of its own. */
  public String family(String mode) {
    return families.getOrDefault(mode, mode);
  }

  /** Whether a hypothesis says so; what it leaves open covers everything. */
  public boolean covers(Hypothesized h, Atom atom) {
    boolean aboutNothing =
        h.mode() != null ? NOTHING.equals(h.mode()) : family(NOTHING).equals(h.family());
    if (aboutNothing || atom.mode().equals(NOTHING)) {
      return aboutNothing && atom.mode().equals(NOTHING);
    }
    return fits(h.component(), atom.component())
        && (h.mode() != null
            ? h.mode().equals(atom.mode())
            : fits(h.family(), family(atom.mode())));
  }

  /** Every atom that a hypothesis covers. */
  public List<Atom> covered(Hypothesized h) {
    return atoms.stream().filter(atom -> covers(h, atom)).toList();
  }

  /**
   * How far two atoms are apart, 0 to 1: {@code 0.4·[component differs] + 0.6·{0 same mode, 0.5
   * same family, 1 other}}.
   */
  public double distance(Atom a, Atom b) {
    double component = normal(a).component().equals(normal(b).component()) ? 0 : COMPONENT_DIFFERS;
    if (a.mode().equals(b.mode())) {
      return component;
    }
    boolean kin = family(a.mode()).equals(family(b.mode()));
    return component + MODE_WEIGHT * (kin ? SAME_FAMILY : 1);
  }

  private static boolean fits(@Nullable String stated, String value) {
    return stated == null || stated.equals(value);
  }

  private static Atom normal(Atom atom) {
    return atom.mode().equals(NOTHING) ? NOTHING_IS_BROKEN : atom;
  }
}
