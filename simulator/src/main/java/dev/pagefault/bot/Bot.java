package dev.pagefault.bot;

import java.util.List;

/** A scripted player. Plays one drill from the page to the debrief, top to bottom. */
interface Bot {

  /** Its name on the command line and in the table of proof. */
  String id();

  /** Plays; returns when the drill is over for it. */
  void play(Seat seat) throws InterruptedException;

  /** What it checked on the way of what the answer says; most players check nothing. */
  default List<Conformance.Seen> seen() {
    return List.of();
  }
}
