package dev.pagefault.drill;

/** How much of anything a drill takes. Characters and counts. */
final class Bounds {
  /** Participants of a drill. */
  static final int PARTICIPANTS = 40;

  /** A name. */
  static final int NAME = 60;

  /** An identifier: idempotency key, client, id of anything. */
  static final int ID = 120;

  /** A note, status update, chat line. */
  static final int TEXT = 2_000;

  /** A hypothesis's sentence. */
  static final int SENTENCE = 300;

  /** A query, label, view or target. */
  static final int QUERY = 1_000;

  /** Values that one answer about the blast radius names. */
  static final int TERMS = 40;

  /** Cited readings that stand. */
  static final int READINGS = 12;

  /** Suspects marked at a time. */
  static final int SUSPECTS = 40;

  /** Hypotheses in the first lock. */
  static final int LOCKED = 3;

  /** Hypotheses needed for the first lock. */
  static final int TO_LOCK = 2;

  /** Hypotheses of a drill, later ones included. */
  static final int HYPOTHESES = 12;

  /** Highest likelihood of one hypothesis, percent. */
  static final int LIKELIHOOD = 95;

  /** Declared tests. */
  static final int TESTS = 12;

  /** Hypotheses that a test bears on. */
  static final int TEST_HYPOTHESES = 6;

  /** Changes made. */
  static final int CHANGES = 60;

  /** Changes that have not taken hold yet. */
  static final int CHANGES_AT_WORK = 4;

  /** Notes, chat lines, status updates and questions. */
  static final int SAID = 500;

  /** Events in a drill's journal; acts beyond are refused, so that the end always fits. */
  static final int EVENTS = 10_000;

  /** Timeline entries that are shown. */
  static final int TIMELINE = 500;

  /** Looks at the same view and target within this many seconds are one. */
  static final int LOOK_SECONDS = 5;

  /** Drills that run or wait for a production at a time. */
  static final int LIVE = 40;

  /** Things waiting for a drill's thread. */
  static final int MAILBOX = 1_000;

  /** Answers remembered for acts that are sent again. */
  static final int RECEIPTS = 5_000;

  /** Steps of the debrief. */
  static final int REVEAL_STEPS = 8;

  /** The debrief's step from which the score is shown. */
  static final int SCORE_STEP = 7;

  private Bounds() {}
}
