package dev.pagefault.drill;

import dev.pagefault.journal.JournalEvent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Hold, resolve, abandon; and the steps of the debrief. */
final class CourseActs {
  private CourseActs() {}

  static Reply hold(Situation at, String by) {
    at.open();
    if (at.state() == DrillState.VERIFYING) {
      throw ActRefused.conflict("whether it is mended is being measured; that can't be held");
    }
    if (at.ledger().time().held()) {
      throw ActRefused.conflict("the drill is held already");
    }
    return Reply.done(new JournalEvent.Held("by " + by));
  }

  static Reply resume(Situation at) {
    at.open();
    if (!at.ledger().time().held()) {
      throw ActRefused.conflict("the drill isn't held");
    }
    return Reply.done(new JournalEvent.Resumed());
  }

  static Reply resolve(Situation at, Course course) {
    at.open();
    FixActs.allowed(at);
    if (FixActs.atWork(at) > 0) {
      throw ActRefused.conflict("a change has not taken hold yet; wait for it");
    }
    if (!course.steady()) {
      throw ActRefused.conflict("the incident is still unfolding; wait a moment");
    }
    return Reply.then(new JournalEvent.ResolveClaimed(), course::verify);
  }

  static Reply abandon(Situation at, Course course, String by) {
    if (at.state().over()) {
      throw ActRefused.conflict("the drill is over already");
    }
    return new Reply.Now(
        List.of(),
        List.of(),
        ActResult.Done::new,
        () -> course.end("abandoned", by + " gave up the drill"));
  }

  static Reply reveal(Situation at) {
    int step = at.ledger().revealStep();
    if (step == 0) {
      throw ActRefused.conflict("the debrief comes when the drill is over");
    }
    if (step >= Bounds.REVEAL_STEPS) {
      throw ActRefused.conflict("this is the debrief's last step");
    }
    return Reply.done(new JournalEvent.RevealStepped(step + 1));
  }

  static Reply believeFinal(Situation at, @Nullable String hypothesis) {
    if (at.ledger().revealStep() != 1) {
      throw ActRefused.conflict("belief is asked just before the envelope is opened");
    }
    String id =
        hypothesis == null || hypothesis.isBlank()
            ? null
            : HypothesisActs.known(at, "hypothesis", hypothesis).id();
    return Reply.done(new JournalEvent.BelievedFinally(id));
  }
}
