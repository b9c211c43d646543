package dev.pagefault.debrief;

import dev.pagefault.journal.JournalEvent.DiagnosticRead;
import dev.pagefault.journal.JournalEvent.Hypothesized;
import dev.pagefault.journal.JournalEvent.Looked;
import dev.pagefault.journal.JournalEvent.Paged;
import dev.pagefault.journal.JournalEvent.Revealed;
import dev.pagefault.scenario.Answer;
import dev.pagefault.scenario.Answer.Rival;
import dev.pagefault.scoring.Evidence;
import dev.pagefault.scoring.Facts;
import dev.pagefault.scoring.Facts.On;
import dev.pagefault.scoring.Names;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What tells the cause from other explanations, by the evidence matrix. */
final class Telling {

  private static final SortedSet<String> CAUSE = new TreeSet<>(Set.of(Evidence.CAUSE));

  private final Facts facts;
  private final Revealed revealed;
  private final Evidence evidence;
  private final Names names;

  Telling(Facts facts, Evidence evidence) {
    this.facts = facts;
    this.revealed = facts.revealed();
    this.evidence = evidence;
    this.names = new Names(revealed);
  }

  /**
   * The diagnostic with the greatest information between the cause and the likeliest wrong
   * explanation that was locked; where none was, the cause's first rival. Null without evidence.
   */
  @Nullable TurningPoint turningPoint() {
    List<Hypothesized> stated =
        facts.hypothesesBefore(facts.lock()).values().stream()
            .sorted(Comparator.comparingInt(Hypothesized::likelihood).reversed())
            .toList();
    Optional<Hypothesized> wrong =
        stated.stream().filter(h -> !evidence.standsFor(h).contains(Evidence.CAUSE)).findFirst();
    Optional<Hypothesized> right =
        stated.stream().filter(h -> evidence.standsFor(h).contains(Evidence.CAUSE)).findFirst();
    Optional<Rival> first = revealed.answer().rivals().stream().findFirst();
    if (wrong.isEmpty() && first.isEmpty()) {
      return null;
    }
    SortedSet<String> other =
        wrong
            .map(evidence::standsFor)
            .orElseGet(() -> new TreeSet<>(Set.of(first.orElseThrow().id())));
    Difference best = Difference.greatest(revealed, CAUSE, other).orElse(null);
    if (best == null) {
      return null;
    }
    String cause =
        right.map(names::hypothesis).orElse(names.atom(revealed.answer().atoms().getFirst()));
    String rival =
        wrong.map(names::hypothesis).orElseGet(() -> names.atom(first.orElseThrow().atom()));
    On<DiagnosticRead> read = firstRead(best);
    return new TurningPoint(
        apart(best, cause, rival) + " " + (read == null ? never() : opened(read)),
        best.diagnostic(),
        best.target(),
        best.outcome(),
        read == null ? null : read.wallMillis());
  }

  /** The declared twin, or else the first rival, with the reading that differs most. */
  Debrief.@Nullable Twin twin() {
    Answer.Twin declared = revealed.answer().twin();
    if (declared != null) {
      return new Debrief.Twin(declared.scenario(), declared.text(), declared.query());
    }
    for (Rival rival : revealed.answer().rivals()) {
      Optional<Difference> differs = against(rival);
      if (differs.isPresent()) {
        Difference d = differs.get();
        String why = rival.why() == null ? "" : " " + rival.why();
        return new Debrief.Twin(
            null,
            "The same page could have come from another cause: "
                + names.atom(rival.atom())
                + "."
                + why
                + " What differs is "
                + names.probe(d.diagnostic(), d.target())
                + ": “"
                + d.otherOutcome()
                + "” there, “"
                + d.outcome()
                + "” here.",
            Evidence.key(d.diagnostic(), d.target()));
      }
    }
    return null;
  }

  /** What tells the cause from a rival best; empty without evidence. */
  Optional<Difference> against(Rival rival) {
    return Difference.greatest(revealed, CAUSE, new TreeSet<>(Set.of(rival.id())));
  }

  private String apart(Difference d, String cause, String rival) {
    String probe = names.probe(d.diagnostic(), d.target());
    return d.outcome().equals(d.otherOutcome())
        ? probe
            + " would have told you most: “"
            + d.outcome()
            + "” is seen "
            + Names.percent(d.probability())
            + " of the time if it's "
            + cause
            + ", and "
            + Names.percent(d.otherProbability())
            + " if it's "
            + rival
            + "."
        : probe
            + " tells the two apart: “"
            + d.outcome()
            + "” if it's "
            + cause
            + ", “"
            + d.otherOutcome()
            + "” if it's "
            + rival
            + ".";
  }

  private @Nullable On<DiagnosticRead> firstRead(Difference d) {
    String key = Evidence.key(d.diagnostic(), d.target());
    return facts.all(DiagnosticRead.class).stream()
        .filter(on -> Evidence.key(on.event().diagnostic(), on.event().target()).equals(key))
        .findFirst()
        .orElse(null);
  }

  private String opened(On<DiagnosticRead> read) {
    String shown =
        "You opened it at "
            + since(read.wallMillis())
            + ", and it showed “"
            + read.event().outcome()
            + "”";
    if (read.seq() < facts.lock()) {
      return shown + ".";
    }
    return shown
        + "; when you locked, before that, you were looking at "
        + lookingAt(facts.lock())
        + ".";
  }

  private String never() {
    boolean locked = facts.lock() != Long.MAX_VALUE;
    return "You never opened it; when you "
        + (locked ? "locked" : "stopped")
        + ", you were looking at "
        + lookingAt(facts.lock())
        + ".";
  }

  private String lookingAt(long seq) {
    return facts.before(seq, Looked.class).stream()
        .reduce((a, b) -> b)
        .map(on -> Words.place(on.event()))
        .orElse("nothing else");
  }

  private String since(long millis) {
    return facts
        .first(Paged.class)
        .map(on -> Names.offset(millis - on.event().atMillis()) + " after the page")
        .orElse(Words.time(millis) + " UTC");
  }
}
