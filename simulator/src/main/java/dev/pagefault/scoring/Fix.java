package dev.pagefault.scoring;

import dev.pagefault.journal.JournalEvent.Hypothesized;
import dev.pagefault.journal.JournalEvent.LastingNamed;
import dev.pagefault.journal.JournalEvent.Measured;
import dev.pagefault.journal.JournalEvent.Paged;
import dev.pagefault.journal.JournalEvent.Verified;
import dev.pagefault.scenario.Answer.Atom;
import dev.pagefault.scoring.Scorecard.Item;
import dev.pagefault.scoring.Trial.Bearing;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Step four: it worked 11, smallest 8, safe 3, what remains 3; half of it all where method hadn't
 * led there. The replay and the bystanders count once the users' signal is back.
 */
final class Fix {

  private static final double BACK_POINTS = 5;
  private static final double SURVIVED_POINTS = 4;
  private static final double BYSTANDER_POINTS = 2;
  private static final double WORKED_POINTS = 11;
  private static final double SMALLEST_POINTS = 8;
  private static final double SAFE_POINTS = 3;
  private static final double REMAINS_POINTS = 3;

  private static final double LEAST_SERVED = 0.8;
  private static final double MOST_SERVED = 1.2;

  /** The method endorses a rollback as well as a flag. */
  private static final int ALLOWANCE = 2;

  private static final int GROUNDED_ABOVE_PERCENT = 50;
  private static final double UNGROUNDED_SHARE = 0.5;

  private final Facts facts;
  private final Evidence evidence;
  private final Changes changes;
  private final @Nullable Verified verified;
  private final boolean nothingBroken;

  Fix(Facts facts, Evidence evidence) {
    this.facts = facts;
    this.evidence = evidence;
    this.changes = new Changes(facts);
    this.verified = facts.last(Verified.class).map(Facts.On::event).orElse(null);
    this.nothingBroken =
        facts.revealed().answer().atoms().stream()
            .anyMatch(atom -> atom.mode().equals(AtomSpace.NOTHING));
  }

  List<Item> items() {
    List<Item> items = new ArrayList<>(worked());
    double share = sum(items) / WORKED_POINTS;
    items.add(smallest(share));
    items.add(safe(share));
    items.add(remains());
    grounded(sum(items), items);
    return items;
  }

  private List<Item> worked() {
    Verified v = verified;
    List<String> harmed = v == null ? List.of() : v.bystanders();
    boolean back = v != null && v.back() && served(v.servedShare());
    boolean survived = back && v != null && v.survived();
    boolean harmless = back && harmed.isEmpty();
    String query = facts.first(Paged.class).map(on -> on.event().query()).orElse(null);
    return List.of(
        new Item(
            "worked.back",
            "Users are back",
            back ? BACK_POINTS : 0,
            BACK_POINTS,
            "The users' signal back and held, with 80 to 120 % of the offered traffic served.",
            back(v),
            query),
        new Item(
            "worked.survived",
            "It survives the trigger",
            survived ? SURVIVED_POINTS : 0,
            SURVIVED_POINTS,
            "What set it off, fired again, doesn't bring it back.",
            !back ? "There was nothing to replay it on." : survived ? "It held." : "It came back.",
            query),
        new Item(
            "worked.bystanders",
            "Nobody else is harmed",
            harmless ? BYSTANDER_POINTS : 0,
            BYSTANDER_POINTS,
            "No other service or promise leaves its band through your changes.",
            !back
                ? "This counts once users are back."
                : harmless ? "None did." : "Harmed: " + Names.list(harmed) + ".",
            null));
  }

  private static boolean served(double share) {
    return share >= LEAST_SERVED && share <= MOST_SERVED;
  }

  private static String back(@Nullable Verified v) {
    if (v == null) {
      return "It was never verified.";
    }
    String served = Names.percent(v.servedShare()) + " of the offered traffic was served";
    return v.back() ? "It was back; " + served + "." : "It wasn't back; " + served + ".";
  }

  private Item smallest(double worked) {
    double cost = changes.cost();
    int cheapest =
        facts.last(Measured.class).map(on -> on.event().cheapestFix()).orElseGet(this::declared);
    double factor =
        nothingBroken ? 1 / (1 + cost) : cost <= cheapest + ALLOWANCE ? 1 : cheapest / cost;
    return new Item(
        "smallest",
        "The smallest fix",
        SMALLEST_POINTS * worked * factor,
        SMALLEST_POINTS,
        nothingBroken
            ? "No change at all."
            : "Changes that cost "
                + (cheapest + ALLOWANCE)
                + " at most; the cheapest certified fix"
                + " costs "
                + cheapest
                + ".",
        "You made "
            + Names.count(changes.made().size(), "change")
            + " at a cost of "
            + Names.number(cost)
            + ".",
        null);
  }

  /** The cheapest of the answer's fixes, where proof's figure is missing. */
  private int declared() {
    return facts.revealed().answer().fixes().stream()
        .mapToInt(
            fix -> fix.changes().stream().mapToInt(c -> Costs.of(c, 1, Integer.MAX_VALUE)).sum())
        .min()
        .orElse(0);
  }

  private Item safe(double worked) {
    List<String> wrong = new ArrayList<>(verified == null ? List.of() : verified.unsafe());
    for (Changes.Made made : changes.made()) {
      if (!made.wayBackKnown()) {
        wrong.add("a change without a way back (" + made.applied().id() + ")");
      }
    }
    return new Item(
        "safe",
        "Safe",
        wrong.isEmpty() ? SAFE_POINTS * worked : 0,
        SAFE_POINTS,
        "No protective limit off, no data lost, the way back known.",
        !wrong.isEmpty()
            ? "Found: " + Names.list(wrong) + "."
            : worked > 0 ? "All kept." : "This counts as far as the fix worked.",
        null);
  }

  private Item remains() {
    Names names = new Names(facts.revealed());
    String lasting = facts.revealed().answer().lasting();
    String named = facts.last(LastingNamed.class).map(on -> on.event().id()).orElse(null);
    return new Item(
        "remains",
        "What remains",
        lasting.equals(named) ? REMAINS_POINTS : 0,
        REMAINS_POINTS,
        "The lasting fix, left for a reviewed change: " + names.title(lasting) + ".",
        named == null ? "You named none." : "You named: " + names.title(named) + ".",
        null);
  }

  private void grounded(double points, List<Item> items) {
    Set<String> modes =
        facts.revealed().answer().atoms().stream().map(Atom::mode).collect(Collectors.toSet());
    Collection<Hypothesized> all = facts.hypothesesBefore(Long.MAX_VALUE).values();
    List<Hypothesized> right =
        all.stream().filter(h -> h.mode() != null && modes.contains(h.mode())).toList();
    int held = percent(right) * 100 / Math.max(100, percent(all));
    Set<String> ids = right.stream().map(Hypothesized::id).collect(Collectors.toSet());
    boolean raised =
        Trial.all(facts, evidence).stream()
            .filter(trial -> !trial.spoiled())
            .anyMatch(trial -> raises(trial, ids, modes));
    boolean grounded = held > GROUNDED_ABOVE_PERCENT && raised;
    items.add(
        new Item(
            "grounded",
            "Led there by method",
            grounded ? 0 : -points * (1 - UNGROUNDED_SHARE),
            0,
            "Hypotheses that name the cause's failure mode hold more than 50 % in the end, and a"
                + " declared test had raised them; else this step counts half.",
            "They held "
                + held
                + " %, and "
                + (raised
                    ? "a declared test had raised them."
                    : "no declared test had raised them."),
            null));
  }

  private static int percent(Collection<Hypothesized> hypotheses) {
    return hypotheses.stream().mapToInt(Hypothesized::likelihood).sum();
  }

  /**
   * Whether a test made one of the hypotheses likelier: by the matrix, or, where it doesn't apply
   * any more, by showing what was expected if they were true.
   */
  private static boolean raises(Trial trial, Set<String> hypotheses, Set<String> modes) {
    for (Bearing bearing : trial.bears()) {
      String mode = bearing.hypothesis().mode(); // as it stood when the test was read
      if (mode != null && modes.contains(mode) && hypotheses.contains(bearing.hypothesis().id())) {
        boolean asExpected =
            trial.declared().event().expected().equals(trial.read().event().outcome());
        if (bearing.logRatio().isPresent() ? bearing.logRatio().getAsDouble() > 0 : asExpected) {
          return true;
        }
      }
    }
    return false;
  }

  private static double sum(List<Item> items) {
    double sum = 0;
    for (Item item : items) {
      sum += item.points();
    }
    return sum;
  }
}
