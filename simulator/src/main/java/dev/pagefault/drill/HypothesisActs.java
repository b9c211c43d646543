package dev.pagefault.drill;

import dev.pagefault.journal.Entry;
import dev.pagefault.journal.JournalEvent;
import dev.pagefault.journal.JournalEvent.Prediction;
import dev.pagefault.mesh.Diagnostic;
import dev.pagefault.mesh.Probe;
import dev.pagefault.scenario.Catalogue;
import dev.pagefault.scenario.FailureMode;
import dev.pagefault.telemetry.FeedEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Hypothesize: stated, locked, revised. */
final class HypothesisActs {
  private HypothesisActs() {}

  static Reply state(Situation at, Actor actor, Act.Hypothesis act) {
    at.open();
    String known = Sent.optional("id", act.id(), Bounds.ID);
    if (known == null) {
      Sent.room("hypotheses", at.ledger().notebook().hypotheses().size(), Bounds.HYPOTHESES);
    } else {
      unlocked(at, actor, known);
    }
    Set<String> components = new TreeSet<>();
    Components.of(at.topology()).forEach(it -> components.add(it.name()));
    Set<String> modes = new TreeSet<>(Set.of(Catalogue.NOTHING_IS_BROKEN));
    Set<String> families = new TreeSet<>(Set.of(Catalogue.NOTHING_IS_BROKEN));
    for (FailureMode mode : at.assignment().modes()) {
      modes.add(mode.id());
      families.add(mode.family());
    }
    String component = Sent.optionalOneOf("component", act.component(), components);
    String family = Sent.optionalOneOf("family", act.family(), families);
    String mode = Sent.optionalOneOf("mode", act.mode(), modes);
    if (component == null && family == null && mode == null) {
      throw ActRefused.invalid("component", "name a component, a failure mode or a family");
    }
    String id = known == null ? at.newId("h") : known;
    return Reply.named(
        id,
        new JournalEvent.Hypothesized(
            id,
            Sent.text("text", act.text(), Bounds.SENTENCE),
            component,
            family,
            mode,
            trigger(at, act.trigger()),
            Sent.within("likelihood", act.likelihood(), 0, Bounds.LIKELIHOOD),
            prediction(at, act.prediction())));
  }

  static Reply drop(Situation at, Actor actor, Act.DropHypothesis act) {
    at.open();
    String id = Sent.text("id", act.id(), Bounds.ID);
    unlocked(at, actor, id);
    return Reply.done(new JournalEvent.HypothesisDropped(id));
  }

  /** Locks what stands; the observation, where it wasn't submitted, is submitted with it. */
  static Reply lock(Situation at, Actor actor, Entry.Role role) {
    at.open();
    Notebook notebook = at.ledger().notebook();
    List<Notebook.Hypothesis> mine =
        notebook.hypotheses().stream()
            .filter(it -> role != Entry.Role.OBSERVER || it.author().equals(actor.participant()))
            .toList();
    List<Notebook.Hypothesis> open = mine.stream().filter(it -> !it.locked()).toList();
    boolean first = mine.size() == open.size();
    if (open.isEmpty()) {
      throw ActRefused.conflict("there is nothing to lock; state a hypothesis first");
    }
    if (first && (open.size() < Bounds.TO_LOCK || open.size() > Bounds.LOCKED)) {
      throw ActRefused.conflict(
          "lock two or three hypotheses; there %s %d"
              .formatted(open.size() == 1 ? "is" : "are", open.size()));
    }
    for (Notebook.Hypothesis it : open) {
      if (it.prediction() == null) {
        throw ActRefused.conflict(
            "“%s” has no prediction: which reading would be seen if it were true?"
                .formatted(it.text()));
      }
    }
    int sum = mine.stream().mapToInt(Notebook.Hypothesis::likelihood).sum();
    if (sum > 100) {
      throw ActRefused.conflict(
          "the likelihoods sum to %d %%; at most 100, and what is left is “something else”"
              .formatted(sum));
    }
    List<JournalEvent> events = new ArrayList<>();
    if (notebook.observe().submittedAt() == null && role != Entry.Role.OBSERVER) {
      events.add(ObserveActs.submitted(at));
    }
    events.add(new JournalEvent.HypothesesLocked(List.of(actor.participant())));
    return Reply.done(events.toArray(JournalEvent[]::new));
  }

  static Reply believe(Situation at, Act.Believe act) {
    at.open();
    Notebook.Hypothesis it = known(at, "id", act.id());
    if (!it.locked()) {
      throw ActRefused.conflict("it isn't locked yet; change the hypothesis itself");
    }
    int likelihood = Sent.within("likelihood", act.likelihood(), 0, Bounds.LIKELIHOOD);
    return Reply.done(new JournalEvent.Believed(it.id(), likelihood));
  }

  /** The hypothesis of that id; refused when there is none. */
  static Notebook.Hypothesis known(Situation at, String field, @Nullable String id) {
    String wanted = Sent.text(field, id, Bounds.ID);
    return at.ledger().notebook().hypotheses().stream()
        .filter(it -> it.id().equals(wanted))
        .findFirst()
        .orElseThrow(() -> ActRefused.invalid(field, "there is no hypothesis " + wanted));
  }

  private static void unlocked(Situation at, Actor actor, String id) {
    Notebook.Hypothesis it = known(at, "id", id);
    if (it.locked()) {
      throw ActRefused.conflict("it is locked; revise its likelihood, or state another");
    }
    if (!it.author().equals(actor.participant())) {
      throw ActRefused.forbidden("a hypothesis belongs to whoever stated it");
    }
  }

  private static @Nullable String trigger(Situation at, @Nullable String sent) {
    Set<String> refs = new TreeSet<>(ObserveActs.NO_ENTRIES);
    at.running().telemetry().feed().entries().stream().map(FeedEntry::id).forEach(refs::add);
    return Sent.optionalOneOf("trigger", sent, refs);
  }

  private static @Nullable Prediction prediction(Situation at, @Nullable Prediction sent) {
    if (sent == null) {
      return null;
    }
    Probe probe = probe(at, "prediction.", sent.diagnostic(), sent.target());
    String outcome =
        Sent.oneOf("prediction.outcome", sent.outcome(), probe.diagnostic().outcomes());
    return new Prediction(name(probe.diagnostic()), probe.target(), outcome);
  }

  /** What is to be read; refused when nothing like it can be. */
  static Probe probe(
      Situation at, String path, @Nullable String diagnostic, @Nullable String target) {
    List<Probe> probes = at.running().probes();
    List<String> names = probes.stream().map(it -> name(it.diagnostic())).distinct().toList();
    String name = Sent.oneOf(path + "diagnostic", diagnostic, names);
    String where = Sent.text(path + "target", target, Bounds.QUERY);
    Optional<Probe> found =
        probes.stream()
            .filter(it -> name(it.diagnostic()).equals(name) && it.target().equals(where))
            .findFirst();
    return found.orElseThrow(() ->
        ActRefused.invalid(
            path + "target",
            "%s can't be read of %s; of %s"
                .formatted(
                    name,
                    where,
                    probes.stream()
                        .filter(it -> name(it.diagnostic()).equals(name))
                        .map(Probe::target)
                        .toList())));
  }

  /** A diagnostic's name in the API and in the evidence. */
  static String name(Diagnostic diagnostic) {
    return diagnostic.name().toLowerCase(Locale.ROOT);
  }
}
