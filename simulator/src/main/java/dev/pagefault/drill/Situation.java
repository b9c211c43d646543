package dev.pagefault.drill;

import dev.pagefault.control.Production;
import dev.pagefault.incident.Watch;
import dev.pagefault.journal.JournalEvent;
import dev.pagefault.scenario.Topology;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What acts are judged against: the drill's ledger and what runs. Lives on the drill's thread.
 *
 * @param nowMillis epoch milliseconds, UTC
 * @param production running, or null
 * @param watch over the running production, or null
 * @param healthy when this production was healthy, or null: not known yet
 */
record Situation(
    Ledger ledger,
    Assignment assignment,
    Evidence evidence,
    long nowMillis,
    @Nullable Production production,
    @Nullable Watch watch,
    JournalEvent.@Nullable Warmed healthy) {

  DrillState state() {
    return ledger.state();
  }

  Topology topology() {
    return assignment.topology();
  }

  /** The production; a conflict while there is none. */
  Production running() {
    Production running = production;
    if (running == null) {
      throw ActRefused.conflict("the production isn't running; wait until you are on call");
    }
    return running;
  }

  /** Refuses unless the incident is open. */
  void open() {
    if (!state().open()) {
      throw ActRefused.conflict(
          state().over()
              ? "the drill is over; read its debrief"
              : "nothing is wrong yet; wait for the page");
    }
  }

  /** A new id that nothing in this drill has: a prefix and the journal's next sequence number. */
  String newId(String prefix) {
    return prefix + (ledger.seq() + 1);
  }

  /**
   * Instances and datastores that a participant's change has touched; readings of them no longer
   * compare with the evidence. A datastore is touched with the services that use it.
   */
  Set<String> touched() {
    Set<String> touched = new HashSet<>();
    for (Ledger.Made made : ledger.made().values()) {
      touched.addAll(made.change().instances());
      touched.add(ChangeText.target(made.change().change()));
    }
    for (String datastore : topology().datastores().keySet()) {
      for (String service : Components.users(topology(), datastore)) {
        if (touched.stream().anyMatch(it -> it.startsWith(service + "-"))) {
          touched.add(datastore);
        }
      }
    }
    return touched;
  }
}
