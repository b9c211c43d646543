package dev.pagefault.scoring;

import dev.pagefault.journal.JournalEvent.BlastStated;
import dev.pagefault.journal.JournalEvent.BlastTruth;
import dev.pagefault.journal.JournalEvent.ObservationSubmitted;
import dev.pagefault.journal.JournalEvent.OnsetMeasured;
import dev.pagefault.journal.JournalEvent.OnsetStated;
import dev.pagefault.journal.JournalEvent.Paged;
import dev.pagefault.journal.JournalEvent.Question;
import dev.pagefault.journal.JournalEvent.Scope;
import dev.pagefault.journal.JournalEvent.SuspectMarked;
import dev.pagefault.scoring.Facts.On;
import dev.pagefault.scoring.Scorecard.Item;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Step one: blast radius 10 (who 4, journeys 3, where 3), onset 5, suspects 5, readings 5, less 3
 * for each change made before the observation was handed in. Rated is what stood when it was handed
 * in, before the first lock; an observation that never was earns nothing.
 */
final class Observe {

  private static final int WHO_POINTS = 4;
  private static final int JOURNEYS_POINTS = 3;
  private static final int WHERE_POINTS = 3;
  private static final double ONSET_POINTS = 5;
  private static final double SUSPECT_POINTS = 5;
  private static final double EARLY_CHANGE_COST = 3;

  private static final long WINDOW_MILLIS = 5_000;
  private static final long ONSET_LOST_MILLIS = 5 * WINDOW_MILLIS;

  /** Traffic, a schedule, a dependency, none of these: they stand beside the change feed. */
  private static final int SPECIAL_SUSPECTS = 4;

  private final Facts facts;
  private final @Nullable On<ObservationSubmitted> handedIn;
  private final long until;

  Observe(Facts facts) {
    this.facts = facts;
    this.handedIn =
        facts.before(facts.lock(), ObservationSubmitted.class).stream().findFirst().orElse(null);
    this.until = handedIn == null ? 0 : handedIn.seq();
  }

  List<Item> items() {
    List<Item> items = new ArrayList<>();
    items.add(blast("blast.who", "Who is hurt", Question.WHO, WHO_POINTS));
    items.add(blast("blast.journeys", "Which journeys", Question.JOURNEYS, JOURNEYS_POINTS));
    items.add(blast("blast.where", "Where", Question.WHERE, WHERE_POINTS));
    items.add(onset());
    items.add(suspects());
    items.addAll(new Readings(facts, until).items());
    earlyChanges().ifPresent(items::add);
    return items;
  }

  private Item blast(String id, String title, Question question, int max) {
    if (handedIn == null) {
      return new Item(id, title, 0, max, "The scope, stated before the lock.", missing(), null);
    }
    BlastTruth truth = handedIn.event().truth();
    BlastRadius radius = new BlastRadius(truth, question);
    Optional<Scope> stated =
        facts.before(until, BlastStated.class).stream()
            .filter(on -> on.event().question() == question)
            .reduce((a, b) -> b)
            .map(on -> on.event().scope());
    double points = stated.map(scope -> max * radius.f1(scope)).orElse(0.0);
    return new Item(
        id,
        title,
        points,
        max,
        "What had left its band by then: " + radius.words() + ".",
        stated.map(s -> "You said: " + BlastRadius.words(s) + ".").orElse("You didn't say."),
        pagingQuery());
  }

  private Item onset() {
    String title = "When it began";
    if (handedIn == null) {
      return new Item(
          "onset", title, 0, ONSET_POINTS, "The onset, before the lock.", missing(), null);
    }
    Optional<Long> stated =
        facts.before(until, OnsetStated.class).stream()
            .reduce((a, b) -> b)
            .flatMap(on -> Optional.ofNullable(on.event().atMillis()));
    Optional<Long> measured = facts.last(OnsetMeasured.class).map(on -> on.event().atMillis());
    if (measured.isEmpty()) {
      return new Item(
          "onset",
          title,
          stated.isEmpty() ? ONSET_POINTS : 0,
          ONSET_POINTS,
          "Nothing measurably left its band, so there was no onset to mark.",
          stated.isEmpty() ? "You marked none." : "You marked one.",
          pagingQuery());
    }
    String expected =
        "The measured onset, within one window of " + Names.seconds(WINDOW_MILLIS) + ".";
    if (stated.isEmpty()) {
      return new Item(
          "onset", title, 0, ONSET_POINTS, expected, "You marked no onset.", pagingQuery());
    }
    long off = stated.get() - measured.get();
    String side = off < 0 ? " before it." : " after it.";
    return new Item(
        "onset",
        title,
        ONSET_POINTS * onsetShare(Math.abs(off)),
        ONSET_POINTS,
        expected,
        off == 0 ? "Your flag is on it." : "Your flag is " + Names.seconds(Math.abs(off)) + side,
        pagingQuery());
  }

  private static double onsetShare(long offMillis) {
    double share = (ONSET_LOST_MILLIS - offMillis) / (double) (ONSET_LOST_MILLIS - WINDOW_MILLIS);
    return Math.clamp(share, 0.0, 1.0);
  }

  private Item suspects() {
    String title = "Suspects";
    List<String> culprits = facts.revealed().answer().culprits();
    Names names = new Names(facts.revealed());
    List<String> named = culprits.stream().map(names::title).toList();
    String expected = "Among your suspects: " + Names.list(named) + "; the fewer, the better.";
    if (handedIn == null) {
      return new Item("suspects", title, 0, SUSPECT_POINTS, expected, missing(), null);
    }
    Set<String> marked = new TreeSet<>();
    for (On<SuspectMarked> on : facts.before(until, SuspectMarked.class)) {
      if (on.event().marked()) {
        marked.add(on.event().ref());
      } else {
        marked.remove(on.event().ref());
      }
    }
    int n = handedIn.event().feedSize() + SPECIAL_SUSPECTS;
    int k = marked.size();
    boolean caught = culprits.stream().anyMatch(marked::contains);
    double share = Math.clamp(1 - (k - 1) / (double) (n - 1), 0.0, 1.0);
    return new Item(
        "suspects",
        title,
        caught ? SUSPECT_POINTS * share : 0,
        SUSPECT_POINTS,
        expected,
        k == 0
            ? "You marked none."
            : "You marked "
                + k
                + " of "
                + n
                + (caught ? ", the culprit among them." : "; the culprit wasn't among them."),
        null);
  }

  private Optional<Item> earlyChanges() {
    // Without an observation every change was made before the scope was known.
    long limit = handedIn == null ? Long.MAX_VALUE : until;
    List<Changes.Made> early =
        new Changes(facts)
            .made().stream().filter(c -> c.seq() < limit && c.reverts() == null).toList();
    if (early.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Item(
            "early-changes",
            "Changes before the scope was known",
            -EARLY_CHANGE_COST * early.size(),
            0,
            "The observation, handed in before anything is changed.",
            "You made " + Names.count(early.size(), "change") + " before it.",
            null));
  }

  private @Nullable String pagingQuery() {
    return facts.first(Paged.class).map(on -> on.event().query()).orElse(null);
  }

  private static String missing() {
    return "You didn't hand in an observation before the lock.";
  }
}
