package dev.pagefault.drill;

import dev.pagefault.incident.Watch;
import dev.pagefault.journal.JournalEvent;
import dev.pagefault.journal.JournalEvent.BlastTruth;
import dev.pagefault.journal.JournalEvent.Question;
import dev.pagefault.journal.JournalEvent.Scope;
import dev.pagefault.journal.JournalEvent.Term;
import dev.pagefault.telemetry.FeedEntry;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Observe: blast radius, onset, suspects, readings. */
final class ObserveActs {
  /** Suspects that are no entry of the change feed. */
  static final List<String> NO_ENTRIES = List.of("traffic", "schedule", "dependency", "none");

  private ObserveActs() {}

  static Reply blast(Situation at, Act.Blast act) {
    unsubmitted(at);
    Question question = Sent.needed("question", act.question());
    Act.Scope scope = Sent.needed("scope", act.scope());
    Scope.Kind kind = Sent.needed("scope.kind", scope.kind());
    List<Term> sent = scope.terms();
    if (sent != null && sent.stream().anyMatch(Objects::isNull)) {
      throw ActRefused.invalid("scope.terms", "a term names a dimension and a value; here is null");
    }
    List<Term> terms = sent == null ? List.of() : List.copyOf(sent);
    if (kind == Scope.Kind.ONLY && terms.isEmpty()) {
      throw ActRefused.invalid("scope.terms", "say only which; or all, or can't tell");
    }
    if (kind != Scope.Kind.ONLY && !terms.isEmpty()) {
      throw ActRefused.invalid("scope.terms", "only with the kind only");
    }
    if (terms.size() > Bounds.TERMS) {
      throw ActRefused.invalid("scope.terms", "at most " + Bounds.TERMS);
    }
    Map<String, Set<String>> values = values(at, question);
    for (int i = 0; i < terms.size(); i++) {
      String field = "scope.terms[" + i + "]";
      String dimension =
          Sent.oneOf(field + ".dimension", terms.get(i).dimension(), values.keySet());
      Sent.oneOf(field + ".value", terms.get(i).value(), values.getOrDefault(dimension, Set.of()));
    }
    return Reply.done(new JournalEvent.BlastStated(question, new Scope(kind, terms)));
  }

  static Reply onset(Situation at, Act.Onset act) {
    unsubmitted(at);
    Long flag = act.at();
    if (flag != null && (flag > at.nowMillis() || flag < at.nowMillis() - FLAG_MILLIS)) {
      throw ActRefused.invalid("at", "the flag belongs on the graph: within the last hour");
    }
    return Reply.done(new JournalEvent.OnsetStated(flag));
  }

  private static final long FLAG_MILLIS = 3_600_000;

  static Reply suspect(Situation at, Act.Suspect act) {
    unsubmitted(at);
    Set<String> refs = new TreeSet<>(NO_ENTRIES);
    at.running().telemetry().feed().entries().stream().map(FeedEntry::id).forEach(refs::add);
    String ref = Sent.text("ref", act.ref(), Bounds.ID);
    if (!refs.contains(ref)) {
      throw ActRefused.invalid("ref", "no entry %s in the change feed".formatted(ref));
    }
    boolean marked = Sent.needed("marked", act.marked());
    if (marked) {
      Sent.room("suspects", at.ledger().notebook().observe().suspects().size(), Bounds.SUSPECTS);
    }
    return Reply.done(new JournalEvent.SuspectMarked(ref, marked));
  }

  static Reply cite(Situation at, Act.CiteReading act) {
    unsubmitted(at);
    Sent.room("readings", at.ledger().notebook().observe().readings().size(), Bounds.READINGS);
    String query = Sent.text("query", act.query(), Bounds.QUERY);
    String label = Sent.text("label", act.label(), Bounds.QUERY);
    long when = Sent.needed("at", act.at());
    double value = Sent.needed("value", act.value());
    if (!Double.isFinite(value)) {
      throw ActRefused.invalid("value", "value is a number");
    }
    if (when > at.nowMillis() || when < at.nowMillis() - FLAG_MILLIS) {
      throw ActRefused.invalid("at", "at lies on the graph: within the last hour");
    }
    var aspect = Sent.needed("aspect", act.aspect());
    boolean judged = Sent.needed("judgement", act.judgement()) == Act.Judgement.ABNORMAL;
    BandCheck.Finding found =
        BandCheck.of(at.running().telemetry(), at.healthy(), query, when, value);
    String id = at.newId("r");
    return Reply.named(
        id,
        new JournalEvent.ReadingCited(
            id, query, label, when, found.value(), aspect, judged, found.abnormal()));
  }

  static Reply drop(Situation at, Act.Unread act) {
    unsubmitted(at);
    List<String> ids =
        at.ledger().notebook().observe().readings().stream().map(Notebook.Cited::id).toList();
    return Reply.done(new JournalEvent.ReadingDropped(Sent.oneOf("id", act.id(), ids)));
  }

  static Reply submit(Situation at) {
    unsubmitted(at);
    return Reply.done(submitted(at));
  }

  /** The observation with what measurably had left its band by now. */
  static JournalEvent.ObservationSubmitted submitted(Situation at) {
    Long began = began(at.ledger());
    Watch watch = at.watch();
    BlastTruth truth =
        began == null || watch == null
            ? new BlastTruth(Map.of())
            : watch.harmedSince(began, untouchedUntil(at, began));
    return new JournalEvent.ObservationSubmitted(
        truth, at.running().telemetry().feed().entries().size());
  }

  /** The onset, or as long as none is known what paged. */
  private static @Nullable Long began(Ledger ledger) {
    JournalEvent.OnsetMeasured onset = ledger.onset();
    JournalEvent.Paged paged = ledger.paged();
    return onset != null
        ? Long.valueOf(onset.atMillis())
        : paged != null ? Long.valueOf(paged.sinceMillis()) : null;
  }

  /** What one's own changes harm is no part of it, once it could be seen without them. */
  private static long untouchedUntil(Situation at, long began) {
    long seen = began + Incident.ONSET_KNOWN_AFTER.toMillis();
    return at.ledger().made().values().stream()
        .findFirst()
        .map(made -> Math.min(at.nowMillis(), Math.max(seen, made.entry().wallMillis())))
        .orElse(at.nowMillis());
  }

  private static void unsubmitted(Situation at) {
    at.open();
    if (at.ledger().notebook().observe().submittedAt() != null) {
      throw ActRefused.conflict("the observation was submitted; it stands as it is");
    }
  }

  /** Dimensions that a question may be answered in, with their values. */
  private static Map<String, Set<String>> values(Situation at, Question question) {
    Map<String, Set<String>> values = new TreeMap<>();
    switch (question) {
      case WHO ->
          at.topology()
              .segments()
              .forEach((name, shares) -> values.put(name, new TreeSet<>(shares.keySet())));
      case JOURNEYS -> values.put("journey", new TreeSet<>(at.topology().journeys().keySet()));
      case WHERE -> values.put("region", new TreeSet<>(at.topology().regions()));
    }
    return values;
  }
}
