package dev.pagefault.drill;

import dev.pagefault.control.Production;
import dev.pagefault.journal.JournalEvent;
import dev.pagefault.mesh.Probe;
import dev.pagefault.mesh.Reading;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Test: declared, read, judged. */
final class TestActs {
  private TestActs() {}

  /** A look at a diagnostic. */
  static Reply look(Situation at, Act.Read act) {
    at.open();
    return read(at, HypothesisActs.probe(at, "", act.diagnostic(), act.target()), null);
  }

  static Reply declare(Situation at, Act.DeclareTest act) {
    at.open();
    Notebook notebook = at.ledger().notebook();
    if (notebook.lockedAt() == null) {
      throw ActRefused.conflict("lock your hypotheses first; a test tells them apart");
    }
    Sent.room("tests", notebook.tests().size(), Bounds.TESTS);
    List<String> sent = Sent.needed("hypotheses", act.hypotheses());
    if (sent.isEmpty() || sent.size() > Bounds.TEST_HYPOTHESES) {
      throw ActRefused.invalid(
          "hypotheses", "name one to %d hypotheses".formatted(Bounds.TEST_HYPOTHESES));
    }
    Set<String> ids = new LinkedHashSet<>();
    for (int i = 0; i < sent.size(); i++) {
      ids.add(HypothesisActs.known(at, "hypotheses[" + i + "]", sent.get(i)).id());
    }
    Probe probe = HypothesisActs.probe(at, "", act.diagnostic(), act.target());
    String id = at.newId("t");
    return Reply.named(
        id,
        new JournalEvent.TestDeclared(
            id,
            List.copyOf(ids),
            HypothesisActs.name(probe.diagnostic()),
            probe.target(),
            Sent.oneOf("expected", act.expected(), probe.diagnostic().outcomes())));
  }

  static Reply run(Situation at, Act.RunTest act) {
    at.open();
    Notebook.Test test = known(at, "id", act.id());
    if (test.reading() != null) {
      throw ActRefused.conflict("this test was run already; declare another");
    }
    return read(at, HypothesisActs.probe(at, "", test.diagnostic(), test.target()), test.id());
  }

  static Reply verdict(Situation at, Act.GiveVerdict act) {
    at.open();
    Notebook.Test test = known(at, "test", act.test());
    if (test.reading() == null) {
      throw ActRefused.conflict("run the test first");
    }
    String hypothesis = Sent.oneOf("hypothesis", act.hypothesis(), test.hypotheses());
    return Reply.done(
        new JournalEvent.VerdictGiven(
            test.id(), hypothesis, Sent.needed("verdict", act.verdict())));
  }

  private static Notebook.Test known(Situation at, String field, @Nullable String id) {
    String wanted = Sent.text(field, id, Bounds.ID);
    return at.ledger().notebook().tests().stream()
        .filter(it -> it.id().equals(wanted))
        .findFirst()
        .orElseThrow(() -> ActRefused.invalid(field, "there is no test " + wanted));
  }

  private static Reply read(Situation at, Probe probe, @Nullable String test) {
    Production production = at.running();
    Set<String> touched = at.touched();
    CompletableFuture<Reply> reply =
        production.read(probe).thenApply(reading -> seen(at, reading, touched, test));
    return new Reply.Later(reply);
  }

  private static Reply seen(
      Situation at, Reading reading, Set<String> touched, @Nullable String test) {
    ReadingView view =
        new ReadingView(
            reading.atMillis(),
            reading.outcome(),
            reading.why(),
            reading.raw().text(),
            reading.raw().rows());
    JournalEvent event =
        new JournalEvent.DiagnosticRead(
            test,
            HypothesisActs.name(reading.probe().diagnostic()),
            reading.probe().target(),
            reading.outcome(),
            reading.why(),
            reading.raw().text(),
            at.evidence().row(reading.probe(), touched));
    return new Reply.Now(List.of(event), List.of(), seq -> new ActResult.Read(seq, view), () -> {});
  }
}
