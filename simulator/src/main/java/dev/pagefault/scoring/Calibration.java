package dev.pagefault.scoring;

import dev.pagefault.journal.JournalEvent.Hypothesized;
import dev.pagefault.scenario.Answer.Atom;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * How well a belief over all atoms matched the truth: {@code points = 3 + 12·S}, {@code S = ¼ Brier
 * skill + ¾ energy skill}. Both are proper scoring rules and the map is linear, so that it pays to
 * say what one believes.
 *
 * <p>The energy score is {@code ES(p) = Σ pᵢ d(i,truth) − ½ ΣΣ pᵢ pⱼ d(i,j)} (Gneiting and Raftery,
 * "Strictly Proper Scoring Rules, Prediction, and Estimation", 2007, section 4.3, with a distance
 * of negative type). Here d is a sum of indicators (component differs 0.4, family differs 0.3, mode
 * differs 0.3), and for an indicator the double sum collapses: {@code ES = ½ Σ (marginal −
 * truth's)²}. Thus {@code ES = 0.2·B(component) + 0.15·B(family) + 0.15·B(mode)} with B the squared
 * differences of marginals: linear in the number of atoms, and of negative type by construction.
 *
 * <p>Equivalent atoms are one: their probability is summed, and their place is the middle of them.
 * Several causes carry an equal share each. A skill is 1 less the score's ratio to that of the
 * uniform belief, which for one cause among N atoms has the Brier score 1−1/N.
 */
final class Calibration {

  private static final double BASE_POINTS = 3;
  private static final double SKILL_POINTS = 12;
  private static final double BRIER_SHARE = 0.25;
  private static final double ENERGY_SHARE = 0.75;
  private static final double HALF_COMPONENT = 0.2;
  private static final double HALF_FAMILY = 0.15;
  private static final double HALF_MODE = 0.15;

  /** The likeliest that a hypothesis may be called, in percent. */
  static final int SUREST = 95;

  private final AtomSpace space;
  private final List<List<Atom>> causes;

  /**
   * @param causes what was true: usually one, each as the list of its equivalent atoms
   */
  Calibration(AtomSpace space, List<List<Atom>> causes) {
    this.space = space;
    this.causes = causes;
  }

  /**
   * Points for a belief over the space's atoms, in their order: 15 at best, about −12.5 at worst.
   */
  double points(double[] belief) {
    double[] uniform = merged(uniform());
    double[] truth = truth();
    double[] p = merged(belief);
    double brier = 1 - brier(p, truth) / brier(uniform, truth);
    double energy = 1 - energy(p, truth) / energy(uniform, truth);
    return BASE_POINTS + SKILL_POINTS * (BRIER_SHARE * brier + ENERGY_SHARE * energy);
  }

  /** What a belief gives to the truth, 0 to 1. */
  double onTruth(double[] belief) {
    double sum = 0;
    for (List<Atom> cause : causes) {
      for (Atom atom : cause) {
        sum += belief[space.indexOf(atom)];
      }
    }
    return sum;
  }

  /**
   * Spreads each hypothesis evenly over the atoms that it covers, and what is left over those that
   * none covers.
   */
  static double[] belief(AtomSpace space, Collection<Hypothesized> hypotheses) {
    double stated = 0;
    for (Hypothesized h : hypotheses) {
      stated += likelihood(h);
    }
    double scale = stated > 1 ? 1 / stated : 1;
    double[] belief = new double[space.atoms().size()];
    boolean[] touched = new boolean[belief.length];
    double left = 1;
    for (Hypothesized h : hypotheses) {
      List<Atom> covered = space.covered(h);
      if (covered.isEmpty()) {
        continue; // names what the topology doesn't have: something else, then
      }
      double share = likelihood(h) * scale;
      left -= share;
      for (Atom atom : covered) {
        belief[space.indexOf(atom)] += share / covered.size();
        touched[space.indexOf(atom)] = true;
      }
    }
    spreadRest(belief, touched, Math.max(0, left));
    return belief;
  }

  private static void spreadRest(double[] belief, boolean[] touched, double left) {
    int free = 0;
    for (boolean t : touched) {
      free += t ? 0 : 1;
    }
    for (int i = 0; i < belief.length; i++) {
      if (free == 0) {
        belief[i] += left / belief.length;
      } else if (!touched[i]) {
        belief[i] += left / free;
      }
    }
  }

  private static double likelihood(Hypothesized h) {
    return Math.clamp(h.likelihood(), 0, SUREST) / 100.0;
  }

  private double[] uniform() {
    int merged = space.atoms().size();
    for (List<Atom> cause : causes) {
      merged -= cause.size() - 1;
    }
    double[] uniform = new double[space.atoms().size()];
    Arrays.fill(uniform, 1.0 / merged);
    for (List<Atom> cause : causes) {
      for (Atom atom : cause) {
        uniform[space.indexOf(atom)] = 1.0 / merged / cause.size();
      }
    }
    return uniform;
  }

  private double[] truth() {
    double[] truth = new double[space.atoms().size()];
    for (List<Atom> cause : causes) {
      cause.forEach(atom -> truth[space.indexOf(atom)] += 1.0 / causes.size() / cause.size());
    }
    return truth;
  }

  /** The same belief with each cause's probability in the middle of its equivalent atoms. */
  private double[] merged(double[] belief) {
    double[] merged = belief.clone();
    for (List<Atom> cause : causes) {
      double sum = 0;
      for (Atom atom : cause) {
        sum += belief[space.indexOf(atom)];
      }
      for (Atom atom : cause) {
        merged[space.indexOf(atom)] = sum / cause.size();
      }
    }
    return merged;
  }

  private double brier(double[] p, double[] truth) {
    double sum = 0;
    for (int i = 0; i < p.length; i++) {
      sum += square(p[i] - truth[i]);
    }
    for (List<Atom> cause : causes) {
      // Equivalent atoms hold equal parts; as one atom they are the square of the sum.
      int at = space.indexOf(cause.getFirst());
      double part = square(p[at] - truth[at]);
      sum += part * cause.size() * (cause.size() - 1);
    }
    return sum;
  }

  private double energy(double[] p, double[] truth) {
    return HALF_COMPONENT * apart(p, truth, Atom::component)
        + HALF_FAMILY * apart(p, truth, atom -> space.family(atom.mode()))
        + HALF_MODE * apart(p, truth, Atom::mode);
  }

  private double apart(double[] p, double[] truth, Function<Atom, String> by) {
    SortedMap<String, Double> marginal = new TreeMap<>();
    for (int i = 0; i < p.length; i++) {
      marginal.merge(by.apply(space.atoms().get(i)), p[i] - truth[i], Double::sum);
    }
    double sum = 0;
    for (double difference : marginal.values()) {
      sum += square(difference);
    }
    return sum;
  }

  private static double square(double x) {
    return x * x;
  }
}
