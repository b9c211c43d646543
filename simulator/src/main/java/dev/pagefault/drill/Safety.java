package dev.pagefault.drill;

import dev.pagefault.scenario.Change;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Which protective limits people have switched off. Pure. */
final class Safety {
  private Safety() {}

  /** One sentence for each change that stands and leaves something unprotected. */
  static List<String> unsafe(Collection<Ledger.Made> all) {
    List<String> unsafe = new ArrayList<>();
    for (Ledger.Made made : all) {
      if (made.change().change() instanceof Change.Config config
          && made.change().reverts() == null
          && made.stands(all)
          && off(config)) {
        unsafe.add("%s of %s was switched off".formatted(config.key(), config.target()));
      }
    }
    return List.copyOf(unsafe);
  }

  /** Timeouts of 0 never end, queues of -1 have no bound, a breaker that is off never opens. */
  private static boolean off(Change.Config config) {
    String value = config.value();
    if (value == null) {
      return false;
    }
    String key = config.key();
    boolean zero = value.matches("0+(ms|s|m|h)?");
    return (key.endsWith("timeout") && zero)
        || (key.endsWith("queue.max") && value.startsWith("-"))
        || (key.endsWith("breaker") && value.equals("off"));
  }
}
