package dev.pagefault.drill;

import dev.pagefault.control.Production;
import dev.pagefault.journal.JournalEvent;
import dev.pagefault.journal.JournalEvent.ChangeApplied;
import dev.pagefault.mesh.MeshState;
import dev.pagefault.scenario.Change;
import dev.pagefault.scenario.Selector;
import dev.pagefault.scoring.Costs;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** Fix: changes made and taken back, the lasting fix. */
final class FixActs {
  private FixActs() {}

  static Reply change(Situation at, Pen pen, Actor actor, Act.MakeChange act) {
    at.open();
    Change change = whole(Sent.needed("change", act.change()));
    Production production = at.running();
    Production.Preview preview = preview(production, change);
    if (Boolean.TRUE.equals(act.preview())) {
      return new Reply.Now(
          List.of(),
          List.of(),
          seq ->
              new ActResult.Previewed(
                  seq,
                  preview.instances(),
                  preview.capacityLostPercent(),
                  preview.seconds(),
                  preview.wayBack(),
                  preview.warning()),
          () -> {});
    }
    allowed(at);
    ChangeApplied made =
        new ChangeApplied(
            at.newId("yours-"),
            change,
            production.state().inverse(change),
            preview.instances(),
            cost(production.state(), change),
            null);
    return new Reply.Now(
        List.of(made),
        List.of(),
        seq -> new ActResult.Changing(seq, made.id()),
        () -> applyAll(production, pen, name(at, actor), List.of(made)));
  }

  /** Refuses a change that lacks a part. */
  private static Change whole(Change change) {
    String target = "change.target";
    switch (change) {
      case Change.Deploy it -> {
        Sent.needed(target, it.target());
        Sent.text("change.version", it.version(), Bounds.ID);
      }
      case Change.Config it -> {
        Sent.needed(target, it.target());
        Sent.text("change.key", it.key(), Bounds.ID);
      }
      case Change.Flag it -> {
        Sent.text("change.flag", it.flag(), Bounds.ID);
        Sent.text("change.value", it.value(), Bounds.ID);
      }
      case Change.Scale it -> Sent.needed(target, it.target());
      case Change.Restart it -> Sent.needed(target, it.target());
      case Change.Drain it -> Sent.needed(target, it.target());
      case Change.Traffic it -> Sent.text("change.region", it.region(), Bounds.ID);
      case Change.Cancel it -> Sent.text("change.datastore", it.datastore(), Bounds.ID);
      case Change.Load it -> {} // refused whatever it says
      case Change.Toxic it -> {}
    }
    return change;
  }

  static Reply revert(Situation at, Pen pen, Actor actor, Act.Revert act) {
    at.open();
    String id = Sent.oneOf("changeId", act.changeId(), at.ledger().made().keySet());
    Ledger.Made made = at.ledger().made().get(id);
    if (made == null || !Projection.revertible(made, at.ledger())) {
      throw ActRefused.conflict(
          "this change can't be taken back: it is at work, failed, was taken back already,"
              + " or leaves nothing to take back");
    }
    allowed(at);
    Production production = at.running();
    List<JournalEvent> events = new ArrayList<>();
    List<ChangeApplied> applied = new ArrayList<>();
    for (Change back : made.change().inverse()) {
      ChangeApplied taken =
          new ChangeApplied(
              at.newId("yours-") + (applied.isEmpty() ? "" : "-" + applied.size()),
              back,
              production.state().inverse(back),
              production.state().touched(back),
              applied.isEmpty() ? cost(production.state(), back) : 0,
              id);
      applied.add(taken);
      events.add(taken);
    }
    String first = applied.getFirst().id();
    return new Reply.Now(
        events,
        List.of(),
        seq -> new ActResult.Changing(seq, first),
        () -> applyAll(production, pen, name(at, actor), applied));
  }

  static Reply lasting(Situation at, Act.Lasting act) {
    at.open();
    return Reply.done(
        new JournalEvent.LastingNamed(
            Sent.oneOf("id", act.id(), at.assignment().lastingFixes().keySet())));
  }

  /** Refuses while the mesh may not be changed. */
  static void allowed(Situation at) {
    if (at.state() == DrillState.VERIFYING) {
      throw ActRefused.conflict("whether it is mended is being measured; change nothing meanwhile");
    }
    if (at.ledger().time().held()) {
      throw ActRefused.conflict("the drill is held; resume it first");
    }
    Sent.room("changes", at.ledger().made().size(), Bounds.CHANGES);
    if (atWork(at) >= Bounds.CHANGES_AT_WORK) {
      throw ActRefused.conflict("other changes have not taken hold yet; wait for them");
    }
  }

  /** Changes that have not taken hold yet. */
  static long atWork(Situation at) {
    return at.ledger().made().values().stream().filter(it -> it.settled() == null).count();
  }

  /** The sum of what a list of changes costs on a mesh in some state. */
  static int cost(MeshState state, List<Change> changes) {
    return changes.stream().mapToInt(change -> cost(state, change)).sum();
  }

  private static int cost(MeshState state, Change change) {
    Selector target = selector(change);
    int all =
        target == null
            ? 0
            : (int)
                state.instances().stream()
                    .filter(it -> it.service().equals(target.service()))
                    .count();
    return Costs.of(change, state.touched(change).size(), all);
  }

  private static Production.Preview preview(Production production, Change change) {
    try {
      return production.preview(change);
    } catch (IllegalArgumentException e) {
      String[] parts = String.valueOf(e.getMessage()).split(": ", 2);
      boolean named = parts.length == 2 && parts[0].matches("[a-zA-Z]+");
      throw named
          ? ActRefused.invalid("change." + parts[0], parts[1])
          : ActRefused.invalid("change", String.valueOf(e.getMessage()));
    }
  }

  private static @Nullable Selector selector(Change change) {
    return switch (change) {
      case Change.Deploy it -> it.target();
      case Change.Config it -> it.target();
      case Change.Scale it -> it.target();
      case Change.Restart it -> it.target();
      case Change.Drain it -> it.target();
      case Change.Flag it -> null;
      case Change.Traffic it -> null;
      case Change.Cancel it -> null;
      case Change.Load it -> null;
      case Change.Toxic it -> it.target();
    };
  }

  private static String name(Situation at, Actor actor) {
    Ledger.Person person = at.ledger().people().get(actor.participant());
    return person == null ? actor.participant() : person.name();
  }

  /**
   * Makes changes one after the other; each is settled as it ends, and a failure stops the rest.
   */
  private static void applyAll(
      Production production, Pen pen, String author, List<ChangeApplied> changes) {
    if (changes.isEmpty()) {
      return;
    }
    ChangeApplied made = changes.getFirst();
    Production.Announcement announcement =
        new Production.Announcement(
            true, made.id(), null, author, ChangeText.of(made.change()), null);
    pen.when(
        applying(production, made.change(), announcement),
        (applied, failure) -> {
          if (pen.ledger().state().over()) {
            return;
          }
          if (applied != null) {
            pen.write(new JournalEvent.ChangeSettled(made.id(), true, applied.detail()));
            applyAll(production, pen, author, changes.subList(1, changes.size()));
          } else {
            for (ChangeApplied left : changes) {
              pen.write(new JournalEvent.ChangeSettled(left.id(), false, why(failure)));
            }
          }
        });
  }

  /** A change that fails at once fails as one that fails later does. */
  private static CompletableFuture<Production.Applied> applying(
      Production production, Change change, Production.Announcement announcement) {
    try {
      return production.apply(change, announcement);
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private static String why(@Nullable Throwable failure) {
    Throwable cause = failure == null ? null : failure.getCause();
    Throwable told = failure instanceof CompletionException && cause != null ? cause : failure;
    return "It was not done: " + (told == null ? "no reason given" : told.getMessage());
  }
}
