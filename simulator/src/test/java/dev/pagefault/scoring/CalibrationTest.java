package dev.pagefault.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.pagefault.scenario.Answer.Atom;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The figures of the published rule: 5 components × 5 families × 3 modes, N = 75. */
class CalibrationTest {

  private static final List<String> COMPONENTS =
      List.of("cart", "catalog", "orders", "payment", "users");
  private static final AtomSpace SPACE = AtomSpace.without(COMPONENTS, families(5, 3));
  private static final Atom TRUTH = new Atom("orders", "pool-1");
  private static final Calibration CALIBRATION = new Calibration(SPACE, List.of(List.of(TRUTH)));
  private static final double A_TENTH = 0.05;

  @Test
  void exactAtNinetyPercentEarnsAlmostAll() {
    assertThat(points(Map.of(TRUTH, 0.9))).isCloseTo(14.9, within(A_TENTH));
  }

  @Test
  void exactAtSixtyPercentWithTwoWrongAtFifteenEarnsTwelve() {
    double points =
        points(
            Map.of(
                TRUTH, 0.6, new Atom("cart", "disk-1"), 0.15, new Atom("users", "retry-2"), 0.15));
    assertThat(points).isCloseTo(12.2, within(A_TENTH));
  }

  @Test
  void theRightFamilyInTheRightComponentEarnsTwoThirds() {
    double third = 1 / 3.0;
    double points =
        points(
            Map.of(
                TRUTH,
                third,
                new Atom("orders", "pool-2"),
                third,
                new Atom("orders", "pool-3"),
                third));
    assertThat(points).isCloseTo(10.8, within(A_TENTH));
  }

  @Test
  void somethingInTheRightComponentEarnsLess() {
    Map<Atom, Double> all = new TreeMap<>(Comparator.comparing(Atom::mode));
    for (String mode : families(5, 3).keySet()) {
      all.put(new Atom("orders", mode), 1 / 15.0);
    }
    assertThat(points(all)).isCloseTo(6.6, within(A_TENTH));
  }

  @Test
  void aThreeWayTieWithOneRightEarnsSix() {
    double third = 1 / 3.0;
    double points =
        points(
            Map.of(
                TRUTH,
                third,
                new Atom("cart", "disk-1"),
                third,
                new Atom("users", "retry-2"),
                third));
    assertThat(points).isCloseTo(5.8, within(A_TENTH));
  }

  @Test
  void theUniformBeliefEarnsThree() {
    assertThat(points(Map.of())).isCloseTo(3.0, within(1e-9));
  }

  @Test
  void allOnAWrongDistantCauseCostsTwelveAndAHalf() {
    assertThat(points(Map.of(new Atom("cart", "disk-1"), 1.0))).isCloseTo(-12.5, within(A_TENTH));
  }

  @Test
  void honestyBeatsABluffBecauseNothingIsFlooredHere() {
    Atom second = new Atom("cart", "disk-1");
    Atom third = new Atom("users", "retry-2");
    List<Atom> possible = List.of(TRUTH, second, third);
    double[] believed = {0.6, 0.2, 0.2};
    double honest = 0;
    double bluff = 0;
    double floored = 0;
    for (int i = 0; i < 3; i++) {
      Calibration then = new Calibration(SPACE, List.of(List.of(possible.get(i))));
      honest += believed[i] * then.points(belief(Map.of(TRUTH, 0.6, second, 0.2, third, 0.2)));
      double all = then.points(belief(Map.of(TRUTH, 1.0)));
      bluff += believed[i] * all;
      floored += believed[i] * Math.max(0, all);
    }
    assertThat(honest).isCloseTo(7.30, within(0.05));
    assertThat(bluff).isCloseTo(4.00, within(0.05));
    assertThat(floored).isCloseTo(9.00, within(0.05));
  }

  @Test
  void theEnergyScoreIsThatOfTheDistanceItIsDerivedFrom() {
    Random random = new Random(17);
    AtomSpace space = AtomSpace.of(COMPONENTS, families(5, 3), List.of());
    for (int round = 0; round < 50; round++) {
      Atom truth = space.atoms().get(random.nextInt(space.atoms().size()));
      double[] p = random(random, space.atoms().size());
      double[] uniform = new double[p.length];
      Arrays.fill(uniform, 1.0 / p.length);
      double brier = 0;
      for (int i = 0; i < p.length; i++) {
        double o = space.atoms().get(i).equals(truth) ? 1 : 0;
        brier += (p[i] - o) * (p[i] - o);
      }
      double expected =
          3
              + 12
                  * (0.25 * (1 - brier / (1 - 1.0 / p.length))
                      + 0.75 * (1 - energy(space, p, truth) / energy(space, uniform, truth)));
      assertThat(new Calibration(space, List.of(List.of(truth))).points(p))
          .isCloseTo(expected, within(1e-9));
    }
  }

  @Test
  void theDistanceIsOfNegativeTypeForEveryTaxonomy() {
    Random random = new Random(23);
    for (int round = 0; round < 200; round++) {
      AtomSpace space =
          AtomSpace.of(
              COMPONENTS.subList(0, 1 + random.nextInt(5)),
              families(1 + random.nextInt(6), 1 + random.nextInt(4)),
              List.of());
      double[] weight = new double[space.atoms().size()];
      double sum = 0;
      for (int i = 0; i < weight.length; i++) {
        weight[i] = random.nextGaussian();
        sum += weight[i];
      }
      double form = 0;
      for (int i = 0; i < weight.length; i++) {
        weight[i] -= sum / weight.length;
      }
      for (int i = 0; i < weight.length; i++) {
        for (int j = 0; j < weight.length; j++) {
          form +=
              weight[i] * weight[j] * space.distance(space.atoms().get(i), space.atoms().get(j));
        }
      }
      assertThat(form).as("weights that sum to 0, round %s", round).isLessThanOrEqualTo(1e-9);
    }
  }

  @Test
  void equivalentAtomsAreScoredAsOne() {
    Atom other = new Atom("users", "pool-1");
    Calibration either = new Calibration(SPACE, List.of(List.of(TRUTH, other)));
    double one = either.points(belief(Map.of(TRUTH, 0.8)));
    assertThat(either.points(belief(Map.of(other, 0.8)))).isCloseTo(one, within(1e-9));
    assertThat(either.points(belief(Map.of(TRUTH, 0.3, other, 0.7)))).isCloseTo(15, within(1e-9));
    double[] uniform = new double[75];
    Arrays.fill(uniform, 1 / 74.0);
    uniform[SPACE.indexOf(TRUTH)] = 0.5 / 74;
    uniform[SPACE.indexOf(other)] = 0.5 / 74;
    assertThat(either.points(uniform)).isCloseTo(3, within(1e-9));
  }

  @Test
  void twoCausesCarryHalfEach() {
    Atom second = new Atom("cart", "disk-1");
    Calibration both = new Calibration(SPACE, List.of(List.of(TRUTH), List.of(second)));
    assertThat(both.points(belief(Map.of(TRUTH, 0.5, second, 0.5)))).isCloseTo(15, within(1e-9));
    assertThat(both.points(belief(Map.of(TRUTH, 1.0))))
        .isCloseTo(both.points(belief(Map.of(second, 1.0))), within(1e-9))
        .isLessThan(3);
  }

  @Test
  void whatOneBelievesIsTheBestThatOneCanSay() {
    Random random = new Random(5);
    for (int round = 0; round < 100; round++) {
      double[] believed = random(random, 75);
      double honest = expected(believed, believed);
      for (int other = 0; other < 5; other++) {
        double[] said = random(random, 75);
        double mix = random.nextDouble();
        for (int i = 0; i < said.length; i++) {
          said[i] = mix * said[i] + (1 - mix) * believed[i];
        }
        assertThat(expected(believed, said)).isLessThanOrEqualTo(honest + 1e-9);
      }
    }
  }

  private static double expected(double[] believed, double[] said) {
    double sum = 0;
    for (int i = 0; i < believed.length; i++) {
      Atom truth = SPACE.atoms().get(i);
      sum += believed[i] * new Calibration(SPACE, List.of(List.of(truth))).points(said);
    }
    return sum;
  }

  private static double energy(AtomSpace space, double[] p, Atom truth) {
    double toTruth = 0;
    double among = 0;
    for (int i = 0; i < p.length; i++) {
      toTruth += p[i] * space.distance(space.atoms().get(i), truth);
      for (int j = 0; j < p.length; j++) {
        among += p[i] * p[j] * space.distance(space.atoms().get(i), space.atoms().get(j));
      }
    }
    return toTruth - among / 2;
  }

  private static double points(Map<Atom, Double> stated) {
    return CALIBRATION.points(belief(stated));
  }

  /** The stated probabilities, and the rest even over the atoms that weren't named. */
  private static double[] belief(Map<Atom, Double> stated) {
    double left = 1;
    for (double share : stated.values()) {
      left -= share;
    }
    double[] belief = new double[SPACE.atoms().size()];
    Arrays.fill(belief, left / (belief.length - stated.size()));
    stated.forEach((atom, share) -> belief[SPACE.indexOf(atom)] = share);
    return belief;
  }

  private static double[] random(Random random, int n) {
    double[] p = new double[n];
    double sum = 0;
    for (int i = 0; i < n; i++) {
      p[i] = -Math.log(1 - random.nextDouble()) * (random.nextInt(10) == 0 ? 30 : 1);
      sum += p[i];
    }
    for (int i = 0; i < n; i++) {
      p[i] /= sum;
    }
    return p;
  }

  private static Map<String, String> families(int families, int modes) {
    List<String> names = List.of("pool", "disk", "retry", "leak", "data", "edge");
    Map<String, String> map = new TreeMap<>();
    for (String family : names.subList(0, families)) {
      for (int i = 1; i <= modes; i++) {
        map.put(family + "-" + i, family);
      }
    }
    return map;
  }
}
