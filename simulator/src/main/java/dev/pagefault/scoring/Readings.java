package dev.pagefault.scoring;

import dev.pagefault.journal.JournalEvent.ReadingCited;
import dev.pagefault.journal.JournalEvent.ReadingDropped;
import dev.pagefault.scenario.Answer.Aspect;
import dev.pagefault.scoring.Scorecard.Item;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Readings that were cited and judged: a point each for traffic, errors, latency, saturation, and
 * for one more thing that is normal. The last citation of a query counts, and an aspect counts when
 * more of its readings are judged as measured than not: calling the same thing normal and abnormal
 * is no judgement.
 */
final class Readings {

  private final List<ReadingCited> standing;

  Readings(Facts facts, long until) {
    SortedMap<String, ReadingCited> byId = new TreeMap<>();
    SortedMap<String, ReadingCited> byQuery = new TreeMap<>();
    facts.before(until, ReadingCited.class).forEach(on -> byId.put(on.event().id(), on.event()));
    facts.before(until, ReadingDropped.class).forEach(on -> byId.remove(on.event().id()));
    facts
        .before(until, ReadingCited.class)
        .forEach(on -> {
          if (byId.containsKey(on.event().id())) {
            byQuery.put(on.event().aspect() + " " + on.event().query(), on.event());
          }
        });
    this.standing = List.copyOf(byQuery.values());
  }

  List<Item> items() {
    List<Item> items = new ArrayList<>();
    for (Aspect aspect : Aspect.values()) {
      items.add(aspect(aspect));
    }
    items.add(normal());
    return items;
  }

  private Item aspect(Aspect aspect) {
    List<ReadingCited> cited = of(aspect);
    Optional<ReadingCited> right = cited.stream().filter(Readings::right).findFirst();
    String word = aspect.name().toLowerCase(Locale.ROOT);
    Optional<ReadingCited> shown = right.isPresent() ? right : cited.stream().findFirst();
    return new Item(
        "reading." + word,
        "A reading of " + word,
        mostlyRight(cited) ? 1 : 0,
        1,
        "A reading of " + word + ", judged as its baseline band judges it.",
        shown.map(Readings::did).orElse("You cited none."),
        shown.map(ReadingCited::query).orElse(null));
  }

  private Item normal() {
    Optional<ReadingCited> spare = Optional.empty();
    for (Aspect aspect : Aspect.values()) {
      List<ReadingCited> cited = of(aspect);
      long right = cited.stream().filter(Readings::right).count();
      // One right reading of an aspect is that aspect's own point; a further one may be this one.
      if (spare.isEmpty() && (right > 1)) {
        spare = cited.stream().filter(r -> right(r) && !r.judgedAbnormal()).findFirst();
      }
    }
    List<ReadingCited> calledNormal = standing.stream().filter(r -> !r.judgedAbnormal()).toList();
    boolean earned = spare.isPresent() && mostlyRight(calledNormal);
    return new Item(
        "reading.normal",
        "One thing that is normal",
        earned ? 1 : 0,
        1,
        "One more reading, of something that is inside its band, called normal.",
        spare
            .map(Readings::did)
            .orElse(
                calledNormal.isEmpty()
                    ? "You called nothing normal."
                    : "You cited no further reading that is normal."),
        spare.map(ReadingCited::query).orElse(null));
  }

  private List<ReadingCited> of(Aspect aspect) {
    return standing.stream().filter(r -> r.aspect() == aspect).toList();
  }

  private static boolean right(ReadingCited r) {
    return r.judgedAbnormal() == r.measuredAbnormal();
  }

  private static boolean mostlyRight(List<ReadingCited> cited) {
    long right = cited.stream().filter(Readings::right).count();
    return right > cited.size() - right;
  }

  private static String did(ReadingCited r) {
    return "You called "
        + r.label()
        + " "
        + (r.judgedAbnormal() ? "abnormal" : "normal")
        + (right(r) ? ", as measured." : "; its band says otherwise.");
  }
}
