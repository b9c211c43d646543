package dev.pagefault.bot;

import dev.pagefault.drill.Act;
import dev.pagefault.drill.DrillState;
import dev.pagefault.drill.DrillView;
import dev.pagefault.scenario.Answer.Remedy;
import dev.pagefault.scenario.Change;
import java.util.Optional;

/**
 * Makes one remedy's changes and claims that it is mended: shows whether a fix or a relief holds.
 */
final class Applies implements Bot {
  private static final String PREFIX = "applies ";

  private final Remedy remedy;

  Applies(Remedy remedy) {
    this.remedy = remedy;
  }

  @Override
  public String id() {
    return name(remedy.id());
  }

  /** As which a remedy's player stands in the table. */
  static String name(String remedy) {
    return PREFIX + remedy;
  }

  /** The remedy that such a player made, or empty: another player. */
  static Optional<String> remedy(String player) {
    return player.startsWith(PREFIX)
        ? Optional.of(player.substring(PREFIX.length()))
        : Optional.empty();
  }

  @Override
  public void play(Seat seat) throws InterruptedException {
    if (seat.await(DrillState.PAGED, Naive.UNTIL_PAGE).state().over()) {
      return;
    }
    seat.act(new Act.Acknowledge());
    seat.pause(Naive.REACTS);
    for (Change change : remedy.changes()) {
      seat.change(new Act.MakeChange(change, false));
    }
    seat.act(new Act.Resolve());
    DrillView after = seat.await(view -> view.state() == DrillState.WORKING, Naive.UNTIL_VERIFIED);
    if (!after.state().over()) {
      seat.act(new Act.Abandon());
    }
  }
}
