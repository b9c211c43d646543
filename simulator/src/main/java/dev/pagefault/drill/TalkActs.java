package dev.pagefault.drill;

import dev.pagefault.journal.Entry;
import dev.pagefault.journal.JournalEvent;
import dev.pagefault.scenario.Answer;
import dev.pagefault.scenario.Topology;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** The page, talk, looks and hints. */
final class TalkActs {
  private TalkActs() {}

  static Reply acknowledge(Situation at) {
    at.open();
    if (at.ledger().acknowledged() != null) {
      throw ActRefused.conflict("the page is acknowledged already");
    }
    return Reply.done(new JournalEvent.Acknowledged());
  }

  /** Kinds: note, status, chat. */
  static Reply say(Situation at, String kind, @org.jspecify.annotations.Nullable String text) {
    Sent.room("notes and messages", at.ledger().said(), Bounds.SAID);
    return Reply.done(new JournalEvent.Said(kind, Sent.text("text", text, Bounds.TEXT), null));
  }

  static Reply ask(Situation at, Act.AskOwner act) {
    at.open();
    Sent.room("notes and messages", at.ledger().said(), Bounds.SAID);
    Map<String, Topology.Service> services = new TreeMap<>(at.topology().services());
    String name = Sent.oneOf("service", act.service(), services.keySet());
    Topology.Service service = Objects.requireNonNull(services.get(name));
    String answer =
        at.assignment()
            .scenario()
            .owners()
            .getOrDefault(
                name,
                "%s here. Nothing unusual that we know of on our side. %s"
                    .formatted(service.owner(), service.runbook()));
    return new Reply.Now(
        List.of(new JournalEvent.Said("question", "Anything unusual on your side?", name)),
        List.of(new JournalEvent.Said("answer", answer.strip(), name)),
        ActResult.Done::new,
        () -> {});
  }

  /** One look per view and target within some seconds. */
  static Reply look(Situation at, Actor actor, Act.Look act) {
    if (at.state().over()) {
      return Reply.done();
    }
    String view = Sent.text("view", act.view(), Bounds.ID);
    String target =
        Objects.requireNonNullElse(Sent.optional("target", act.target(), Bounds.QUERY), "");
    JournalEvent.Looked look = new JournalEvent.Looked(view, target);
    long since = at.nowMillis() - TimeUnit.SECONDS.toMillis(Bounds.LOOK_SECONDS);
    for (Entry entry : at.ledger().entries().reversed()) {
      if (entry.wallMillis() < since) {
        break;
      }
      if (entry.participant().equals(actor.participant()) && entry.event().equals(look)) {
        return Reply.done();
      }
    }
    return Reply.done(look);
  }

  static Reply hint(Situation at, Act.Hint act) {
    at.open();
    Answer.Stage stage = Sent.needed("stage", act.stage());
    List<String> ladder = at.assignment().answer().hints().getOrDefault(stage, List.of());
    int level = 1 + (int) at.ledger().hints().stream().filter(it -> it.stage() == stage).count();
    if (level > ladder.size()) {
      throw ActRefused.conflict("there are no more hints for this step");
    }
    String text = ladder.get(level - 1);
    return new Reply.Now(
        List.of(new JournalEvent.HintTaken(stage, level, text)),
        List.of(),
        seq -> new ActResult.Hinted(seq, stage, level, text),
        () -> {});
  }
}
