package dev.pagefault.drill;

import dev.pagefault.journal.Entry.Role;

/** Does acts: the one switch over all of them. On the drill's thread. */
final class Acts {
  private Acts() {}

  /** What an act leads to. Throws {@link ActRefused}. */
  static Reply of(
      Situation at, Pen pen, Course course, Actor actor, Ledger.Person person, Act act) {
    permitted(person.role(), act);
    return switch (act) {
      case Act.Acknowledge it -> TalkActs.acknowledge(at);
      case Act.Note it -> TalkActs.say(at, "note", it.text());
      case Act.Status it -> TalkActs.say(at, "status", it.text());
      case Act.Say it -> TalkActs.say(at, "chat", it.text());
      case Act.AskOwner it -> TalkActs.ask(at, it);
      case Act.Look it -> TalkActs.look(at, actor, it);
      case Act.Hint it -> TalkActs.hint(at, it);
      case Act.Blast it -> ObserveActs.blast(at, it);
      case Act.Onset it -> ObserveActs.onset(at, it);
      case Act.Suspect it -> ObserveActs.suspect(at, it);
      case Act.CiteReading it -> ObserveActs.cite(at, it);
      case Act.Unread it -> ObserveActs.drop(at, it);
      case Act.SubmitObservation it -> ObserveActs.submit(at);
      case Act.Hypothesis it -> HypothesisActs.state(at, actor, it);
      case Act.DropHypothesis it -> HypothesisActs.drop(at, actor, it);
      case Act.LockHypotheses it -> HypothesisActs.lock(at, actor, person.role());
      case Act.Believe it -> HypothesisActs.believe(at, it);
      case Act.Read it -> TestActs.look(at, it);
      case Act.DeclareTest it -> TestActs.declare(at, it);
      case Act.RunTest it -> TestActs.run(at, it);
      case Act.GiveVerdict it -> TestActs.verdict(at, it);
      case Act.MakeChange it -> FixActs.change(at, pen, actor, it);
      case Act.Revert it -> FixActs.revert(at, pen, actor, it);
      case Act.Lasting it -> FixActs.lasting(at, it);
      case Act.Resolve it -> CourseActs.resolve(at, course);
      case Act.Hold it -> CourseActs.hold(at, person.name());
      case Act.Resume it -> CourseActs.resume(at);
      case Act.Abandon it -> CourseActs.abandon(at, course, person.name());
      case Act.Reveal it -> CourseActs.reveal(at);
      case Act.BelieveFinal it -> CourseActs.believeFinal(at, it.hypothesis());
    };
  }

  /** Who only watches states hypotheses of their own, looks and talks; the rest is the team's. */
  private static void permitted(Role role, Act act) {
    boolean watches = role == Role.OBSERVER || role == Role.MENTOR;
    boolean forAll =
        switch (act) {
          case Act.Note it -> true;
          case Act.Say it -> true;
          case Act.Look it -> true;
          case Act.Read it -> true;
          case Act.Hypothesis it -> true;
          case Act.DropHypothesis it -> true;
          case Act.LockHypotheses it -> true;
          case Act.Believe it -> true;
          case Act.BelieveFinal it -> true;
          default -> false; // whatever changes the mesh, the shared notebook or the course
        };
    if (watches && !forAll) {
      throw ActRefused.forbidden("who only watches can't do that; ask somebody of the team");
    }
  }
}
