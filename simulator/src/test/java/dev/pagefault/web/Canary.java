package dev.pagefault.web;

import dev.pagefault.drill.Assignment;
import dev.pagefault.journal.JournalEvent.Suffered;
import dev.pagefault.scenario.Answer;
import dev.pagefault.scenario.Scenario;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** An assignment with a token in every field that a participant may not see before the reveal. */
final class Canary implements Assignment.Source {
  /** What each token begins with. */
  static final String TOKEN = "kestrelsecret";

  private final Assignment.Source real;
  private final AtomicInteger planted = new AtomicInteger();

  Canary(Assignment.Source real) {
    this.real = real;
  }

  private String token() {
    return TOKEN + planted.incrementAndGet();
  }

  @Override
  public Assignment assignment(String id, long seed) {
    Assignment a = real.assignment(id, seed);
    Map<String, Map<String, List<Double>>> matrix = new LinkedHashMap<>();
    matrix.put(
        "pool checkout-eu-1/orders-db",
        Map.of("cause", List.of(0.0, 0.0, 1.0, 0.0), token(), List.of(1.0, 0.0, 0.0, 0.0)));
    return new Assignment(
        scenario(a.scenario()),
        answer(a.answer()),
        token(),
        a.topology(),
        a.modes(),
        matrix,
        a.lastingFixes(),
        Map.of("expert", new Suffered(7_654_321, 1_234_567, 0.5)));
  }

  private Scenario scenario(Scenario s) {
    List<Scenario.Entry> history = new ArrayList<>();
    for (Scenario.Entry e : s.history()) {
      history.add(
          e.announced()
              ? e
              : new Scenario.Entry(e.id(), e.at(), e.change(), false, token(), token(), token()));
    }
    Map<String, String> draws = new LinkedHashMap<>();
    s.draws().keySet().forEach(name -> draws.put(token(), token()));
    return new Scenario(
        s.id(),
        s.topology(),
        s.brief(),
        s.clock(),
        s.limit(),
        s.page(),
        Duration.ofMillis(41_234),
        s.load(),
        s.guided(),
        s.owners(),
        history,
        events(s.timeline()),
        events(s.trigger()),
        draws);
  }

  private List<Scenario.Event> events(List<Scenario.Event> events) {
    List<Scenario.Event> planted = new ArrayList<>();
    for (Scenario.Event e : events) {
      planted.add(
          e.announced()
              ? e
              : new Scenario.Event(token(), e.at(), e.change(), false, token(), token(), token()));
    }
    return planted;
  }

  private Answer answer(Answer a) {
    Answer.Atom atom = new Answer.Atom(a.atoms().getFirst().component(), token());
    Map<Answer.Stage, List<String>> hints = new LinkedHashMap<>();
    a.hints().keySet().forEach(stage -> hints.put(stage, List.of(token(), token(), token())));
    return new Answer(
        token(),
        List.of(atom),
        List.of(token()),
        List.of(new Answer.Hop(atom.component(), token(), "vector(1) + 0 * vector(7654321)")),
        List.of(new Answer.Rival(token(), atom, List.of(), List.of(), token())),
        remedies(a.fixes()),
        remedies(a.reliefs()),
        hints,
        token(),
        a.evidence(),
        new Answer.Twin(token(), token(), token()));
  }

  private List<Answer.Remedy> remedies(List<Answer.Remedy> remedies) {
    return remedies.stream()
        .map(r -> new Answer.Remedy(token(), token(), r.changes(), token()))
        .toList();
  }
}
