package dev.pagefault.web;

import dev.pagefault.drill.Drill;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Which visitor sits in which drill. On this machine's own address there is no login, and whoever
 * comes is the one who opened the drill. Where the server can be reached from elsewhere, the seat
 * belongs to the browser that opened the drill, or, after a restart, to the first that comes back.
 */
final class Seats {
  /** Seats remembered; beyond, the longest unused is forgotten. */
  private static final int MAX_SEATS = 10_000;

  private final boolean alone;
  private final Map<String, String> taken =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
          return size() > MAX_SEATS;
        }
      };

  /** {@code alone}: only this machine can reach the server. */
  Seats(boolean alone) {
    this.alone = alone;
  }

  /** The visitor who opens a drill sits in it. */
  void take(Drill drill, Visitor visitor) {
    synchronized (taken) {
      taken.put(drill.id(), visitor.participant());
    }
  }

  /** The participant that a visitor is in a drill. Refuses who sits elsewhere. */
  String participant(Drill drill, Visitor visitor) {
    if (!alone) {
      synchronized (taken) {
        String holder = taken.computeIfAbsent(drill.id(), none -> visitor.participant());
        if (!holder.equals(visitor.participant())) {
          throw new Refusal(
              Problem.of(
                  Problem.Kind.NOT_A_PARTICIPANT,
                  "this drill belongs to another browser; open one of your own"));
        }
      }
    }
    return drill.opener();
  }
}
