package dev.pagefault.scenario;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One incident to be worked: what may be shown or will happen. Immutable, every {@code $draw}
 * resolved. Read from {@code scenario.yaml}; its cause lies apart in the {@link Answer}. Its
 * timeline is as secret as the answer.
 *
 * @param id codename; gives nothing away
 * @param limit how long a drill of it may take from the page on
 * @param page id of the topology's SLO that is expected to page
 * @param onsetWithin bound from injection to onset
 * @param load multiplies every journey's arrivals, so that a drill can be played at a quieter or
 *     busier hour
 * @param guided whether it leads a beginner by the hand
 * @param owners what a service's owner says when asked, by service
 * @param timeline what happens once the mesh was warm and healthy, the trigger's first firing
 *     included
 * @param trigger what is fired again after the fix, never a cause; states absolutely what it sets
 *     (load factors), so that firing it twice is firing it once
 * @param draws what this seed drew, by name ({@code victim}, or {@code victim.region} where a draw
 *     has several fields)
 */
public record Scenario(
    String id,
    String topology,
    String brief,
    String clock,
    Duration limit,
    String page,
    Duration onsetWithin,
    double load,
    boolean guided,
    Map<String, String> owners,
    List<Entry> history,
    List<Event> timeline,
    List<Event> trigger,
    Map<String, String> draws) {

  /**
   * A text, such as a diagnostic's target, with what was drawn written as its draw: {@code pool
   * checkout-eu-1/orders-db} as {@code pool $victim.service-eu-1/orders-db}. What was measured
   * under one seed so applies to the others. A drawn number names nothing: the 1 of {@code
   * checkout-eu-1} stays.
   */
  public String generalised(String text) {
    List<Map.Entry<String, String>> longestFirst = new ArrayList<>(draws.entrySet());
    longestFirst.removeIf(draw -> draw.getValue().matches("[0-9]*"));
    longestFirst.sort(
        Comparator.comparingInt((Map.Entry<String, String> draw) -> -draw.getValue().length())
            .thenComparing(Map.Entry::getKey));
    String general = text;
    for (Map.Entry<String, String> draw : longestFirst) {
      String word = "(?<![A-Za-z0-9.$])" + Pattern.quote(draw.getValue()) + "(?![A-Za-z0-9])";
      general = general.replaceAll(word, Matcher.quoteReplacement("$" + draw.getKey()));
    }
    return general;
  }

  /**
   * A change from before the drill, applied before the baseline gate.
   *
   * @param id its id in the change feed, which says nothing: made from seed and file, not written
   *     by the author
   * @param at how long before the page's clock it happened (negative), shown as such in the change
   *     feed
   * @param announced whether the change feed shows it
   */
  public record Entry(
      String id,
      Duration at,
      Change change,
      @Default("true") boolean announced,
      String author,
      String summary,
      @Nullable String diff) {}

  /** A change that happens {@code at} after injection; announced ones appear in the change feed. */
  public record Event(
      String id,
      Duration at,
      Change change,
      @Default("false") boolean announced,
      @Nullable String author,
      @Nullable String summary,
      @Nullable String diff) {}
}
