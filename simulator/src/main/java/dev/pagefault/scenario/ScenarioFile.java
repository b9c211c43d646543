package dev.pagefault.scenario;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code scenario.yaml} as it is written, with every {@code $draw} replaced; {@code draw} itself is
 * read apart, by {@link Draws}.
 *
 * @param jitter the timeline begins up to this much later, drawn by seed
 * @param embeddedOnly why it can't be played on Docker, or null: it can
 * @param unrelated changes of the topology's everyday ones that surround the cause
 */
record ScenarioFile(
    String id,
    String topology,
    String brief,
    String clock,
    Duration limit,
    String page,
    Duration onsetWithin,
    @Default("1") double load,
    @Default("0s") Duration jitter,
    @Default("false") boolean guided,
    @Nullable String embeddedOnly,
    @Default Map<String, String> owners,
    @Nullable Unrelated unrelated,
    @Default List<Scenario.Entry> history,
    List<Scenario.Event> timeline,
    List<Scenario.Event> trigger) {

  /** How many of the topology's everyday changes, and which may be drawn; none named: any. */
  record Unrelated(int pick, @Default List<String> of) {}
}
