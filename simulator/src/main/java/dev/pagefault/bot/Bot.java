package dev.pagefault.bot;

/** A scripted player. Plays one drill from the page to the debrief, top to bottom. */
public interface Bot {

  /** Its name on the command line and in the table of proof. */
  String id();

  /** Plays; returns when the drill is over for it. */
  void play(Seat seat) throws InterruptedException;
}
