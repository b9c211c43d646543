package dev.pagefault.drill;

import dev.pagefault.drill.Notebook.Cited;
import dev.pagefault.drill.Notebook.Hypothesis;
import dev.pagefault.drill.Notebook.Test;
import dev.pagefault.journal.Entry;
import dev.pagefault.journal.JournalEvent;
import dev.pagefault.journal.JournalEvent.Question;
import dev.pagefault.journal.JournalEvent.Scope;
import dev.pagefault.journal.JournalEvent.Verdict;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Turns events into a {@link Notebook}, one after the other. Not safe for several threads. */
final class NotebookFold {
  private final Map<Question, Scope> blast = new EnumMap<>(Question.class);
  private @Nullable Long onset;
  private final Set<String> suspects = new LinkedHashSet<>();
  private final Map<String, Cited> readings = new LinkedHashMap<>();
  private @Nullable Long submitted;
  private final Map<String, Hypothesis> hypotheses = new LinkedHashMap<>();
  private @Nullable Long locked;
  private final Map<String, Test> tests = new LinkedHashMap<>();
  private final Set<String> opened = new HashSet<>();
  private @Nullable String lasting;

  /** Takes the next event; those that don't concern the notebook are passed over. */
  void accept(Entry entry) {
    long at = entry.wallMillis();
    switch (entry.event()) {
      case JournalEvent.BlastStated it -> blast.put(it.question(), it.scope());
      case JournalEvent.OnsetStated it -> onset = it.atMillis();
      case JournalEvent.SuspectMarked it -> mark(it);
      case JournalEvent.ReadingCited it -> readings.put(it.id(), cited(it));
      case JournalEvent.ReadingDropped it -> readings.remove(it.id());
      case JournalEvent.ObservationSubmitted it -> submitted = at;
      case JournalEvent.Hypothesized it -> hypotheses.put(it.id(), hypothesis(it, entry));
      case JournalEvent.HypothesisDropped it -> hypotheses.remove(it.id());
      case JournalEvent.HypothesesLocked it -> lock(entry);
      case JournalEvent.Believed it ->
          hypotheses.computeIfPresent(it.hypothesis(), (id, old) -> believed(old, it.likelihood()));
      case JournalEvent.TestDeclared it -> tests.put(it.id(), declared(it, at));
      case JournalEvent.DiagnosticRead it -> read(it, at);
      case JournalEvent.VerdictGiven it ->
          tests.computeIfPresent(it.test(), (id, old) -> judged(old, it));
      case JournalEvent.LastingNamed it -> lasting = it.id();
      default -> {} // the rest of a drill is none of the four steps
    }
  }

  Notebook notebook() {
    return new Notebook(
        new Notebook.Observation(
            new Notebook.Blast(
                blast.get(Question.WHO), blast.get(Question.JOURNEYS), blast.get(Question.WHERE)),
            onset,
            suspects.stream().map(Notebook.Suspect::new).toList(),
            List.copyOf(readings.values()),
            submitted),
        List.copyOf(hypotheses.values()),
        locked,
        List.copyOf(tests.values()),
        lasting);
  }

  private void mark(JournalEvent.SuspectMarked it) {
    if (it.marked()) {
      suspects.add(it.ref());
    } else {
      suspects.remove(it.ref());
    }
  }

  private static Cited cited(JournalEvent.ReadingCited it) {
    return new Cited(
        it.id(),
        it.query(),
        it.atMillis(),
        it.value(),
        it.label(),
        it.aspect(),
        it.judgedAbnormal() ? Act.Judgement.ABNORMAL : Act.Judgement.NORMAL);
  }

  private static Hypothesis hypothesis(JournalEvent.Hypothesized it, Entry entry) {
    return new Hypothesis(
        it.id(),
        it.text(),
        it.component(),
        it.family(),
        it.mode(),
        it.trigger(),
        it.likelihood(),
        it.prediction(),
        false,
        entry.participant());
  }

  /** An observer locks what they wrote; everybody else locks what the team wrote. */
  private void lock(Entry entry) {
    if (locked == null) {
      locked = entry.wallMillis();
    }
    boolean alone = entry.role() == Entry.Role.OBSERVER;
    hypotheses.replaceAll(
        (id, it) -> alone && !it.author().equals(entry.participant()) ? it : locked(it));
  }

  private static Hypothesis locked(Hypothesis it) {
    return new Hypothesis(
        it.id(),
        it.text(),
        it.component(),
        it.family(),
        it.mode(),
        it.trigger(),
        it.likelihood(),
        it.prediction(),
        true,
        it.author());
  }

  private static Hypothesis believed(Hypothesis it, int likelihood) {
    return new Hypothesis(
        it.id(),
        it.text(),
        it.component(),
        it.family(),
        it.mode(),
        it.trigger(),
        likelihood,
        it.prediction(),
        it.locked(),
        it.author());
  }

  private Test declared(JournalEvent.TestDeclared it, long at) {
    return new Test(
        it.id(),
        it.hypotheses(),
        it.diagnostic(),
        it.target(),
        it.expected(),
        at,
        null,
        Map.of(),
        opened.contains(it.diagnostic() + " " + it.target()));
  }

  private void read(JournalEvent.DiagnosticRead it, long at) {
    opened.add(it.diagnostic() + " " + it.target());
    String test = it.test();
    if (test != null) {
      ReadingView reading = new ReadingView(at, it.outcome(), it.why(), it.text(), List.of());
      tests.computeIfPresent(
          test,
          (id, old) ->
              new Test(
                  id,
                  old.hypotheses(),
                  old.diagnostic(),
                  old.target(),
                  old.expected(),
                  old.declaredAt(),
                  reading,
                  old.verdicts(),
                  old.spoiled()));
    }
  }

  private static Test judged(Test old, JournalEvent.VerdictGiven it) {
    Map<String, Verdict> verdicts = new HashMap<>(old.verdicts());
    verdicts.put(it.hypothesis(), Objects.requireNonNull(it.verdict()));
    return new Test(
        old.id(),
        old.hypotheses(),
        old.diagnostic(),
        old.target(),
        old.expected(),
        old.declaredAt(),
        old.reading(),
        Map.copyOf(verdicts),
        old.spoiled());
  }
}
