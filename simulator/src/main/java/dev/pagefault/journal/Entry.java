package dev.pagefault.journal;

/**
 * One event of a drill as it was written down.
 *
 * @param seq rises by one from 1, without gaps
 * @param participant who did it, or {@link #SYSTEM}
 * @param client which browser tab or program it came from; idempotency keys are unique within it
 * @param key idempotency key of the act that caused it, or empty
 * @param atNanos monotonic nanoseconds since the drill was opened; goes on from the last one after
 *     a resume
 * @param wallMillis epoch milliseconds, UTC, for display
 * @param schema version of the event's form; unknown ones are refused at reading
 */
public record Entry(
    long seq,
    String drill,
    String participant,
    Role role,
    String client,
    String key,
    long atNanos,
    long wallMillis,
    Audience audience,
    int schema,
    JournalEvent event) {

  /** Who acts when nobody does. */
  public static final String SYSTEM = "system";

  /** The form of events that this program writes. */
  public static final int SCHEMA = 1;

  /** Who may see an event. */
  public enum Audience {
    ALL,
    FACILITATOR,
    SELF
  }

  /** What a participant is in a drill; a solo trainee holds the first three. */
  public enum Role {
    COMMANDER,
    OPERATOR,
    SCRIBE,
    OBSERVER,
    MENTOR,
    FACILITATOR,
    SYSTEM
  }
}
