package dev.pagefault.debrief;

import dev.pagefault.journal.JournalEvent;
import dev.pagefault.journal.JournalEvent.ChangeApplied;
import dev.pagefault.journal.JournalEvent.LastingNamed;
import dev.pagefault.journal.JournalEvent.Measured;
import dev.pagefault.journal.JournalEvent.Mitigated;
import dev.pagefault.journal.JournalEvent.OnsetMeasured;
import dev.pagefault.journal.JournalEvent.Paged;
import dev.pagefault.journal.JournalEvent.Verified;
import dev.pagefault.scenario.Answer;
import dev.pagefault.scoring.Facts;
import dev.pagefault.scoring.Facts.On;
import dev.pagefault.scoring.Names;
import dev.pagefault.scoring.Scorecard;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A postmortem as a draft in Markdown: the facts filled in, what only its author can say left open.
 * Blameless: what happened and what would have helped.
 */
final class Postmortem {

  private static final int LESSONS = 3;
  private static final double NOTABLE_LOSS = 1;

  private final Facts facts;
  private final Scorecard card;
  private final Names names;
  private final Chronicle chronicle;

  private Postmortem(Facts facts, Scorecard card) {
    this.facts = facts;
    this.card = card;
    this.names = new Names(facts.revealed());
    this.chronicle = new Chronicle(names);
  }

  static String draft(Facts facts, Scorecard card) {
    return new Postmortem(facts, card).text();
  }

  private String text() {
    Answer answer = facts.revealed().answer();
    List<String> lines = new ArrayList<>();
    lines.add("# Postmortem (draft): " + title());
    lines.add("");
    facts
        .first(Paged.class)
        .ifPresent(on -> {
          lines.add(
              "Paged "
                  + Words.day(on.event().atMillis())
                  + " UTC · service "
                  + on.event().service()
                  + " · owner "
                  + on.event().owner());
          lines.add("");
        });
    section(lines, "Summary", summary(answer));
    section(lines, "Impact", impact());
    section(lines, "Timeline (UTC)", timeline());
    section(lines, "Root cause", rootCause(answer));
    section(lines, "Resolution", resolution());
    section(lines, "What went well", went(true));
    section(lines, "What would have helped", went(false));
    section(lines, "Follow-ups", followUps(answer));
    return String.join("\n", lines).strip() + "\n";
  }

  private static void section(List<String> lines, String title, List<String> body) {
    lines.add("## " + title);
    lines.add("");
    lines.addAll(body);
    lines.add("");
  }

  private String title() {
    return facts.first(Paged.class).map(on -> on.event().title()).orElse("no page");
  }

  private List<String> summary(Answer answer) {
    String end =
        mitigatedAfter()
            .map(after -> " Users were back " + after + " after the page.")
            .orElse(" Users weren't seen back before the end.");
    return List.of(Words.line(answer.cause()) + end);
  }

  private List<String> impact() {
    List<String> lines = new ArrayList<>();
    facts
        .last(Measured.class)
        .map(On::event)
        .ifPresent(m -> {
          lines.add(
              String.format(
                  Locale.ROOT,
                  "- %,d of %,d requests failed (%s %%).",
                  m.failed(),
                  m.offered(),
                  Names.number(m.offered() == 0 ? 0 : 100.0 * m.failed() / m.offered())));
          lines.add("- " + Names.percent(m.budgetBurned()) + " of the error budget was burned.");
        });
    Optional<Long> onset = facts.last(OnsetMeasured.class).map(on -> on.event().atMillis());
    Optional<Long> paged = facts.first(Paged.class).map(on -> on.event().atMillis());
    if (onset.isPresent() && paged.isPresent()) {
      lines.add("- Paged " + span(paged.get() - onset.get()) + " after it began.");
    }
    mitigatedAfter().ifPresent(after -> lines.add("- Mitigated " + after + " after the page."));
    return lines.isEmpty() ? List.of("- Not measured.") : lines;
  }

  private Optional<String> mitigatedAfter() {
    Optional<Long> paged = facts.first(Paged.class).map(on -> on.event().atMillis());
    Optional<Long> mitigated = facts.last(Mitigated.class).map(on -> on.event().atMillis());
    return paged.isPresent() && mitigated.isPresent() && mitigated.get() >= paged.get()
        ? Optional.of(span(mitigated.get() - paged.get()))
        : Optional.empty();
  }

  /** Minutes and seconds, such as {@code 3:05}. */
  private static String span(long millis) {
    return Names.offset(Math.max(0, millis)).substring(1) + " min";
  }

  private List<String> timeline() {
    List<Chronicle.Line> told = new ArrayList<>();
    for (On<JournalEvent> on : facts.all(JournalEvent.class)) {
      chronicle.tell(on).ifPresent(told::add);
    }
    List<String> lines =
        told.stream()
            .sorted(Comparator.comparingLong(Chronicle.Line::atMillis))
            .limit(Chronicle.MAX_LINES)
            .map(line -> "- " + Words.time(line.atMillis()) + " " + line.text())
            .toList();
    return lines.isEmpty() ? List.of("- Nothing was written down.") : lines;
  }

  private static List<String> rootCause(Answer answer) {
    List<String> lines = new ArrayList<>();
    lines.add(Words.line(answer.cause()));
    lines.add("");
    int n = 1;
    for (Answer.Hop hop : answer.chain()) {
      lines.add(n++ + ". **" + hop.component() + "**: " + Words.line(hop.caption()));
    }
    return lines;
  }

  private List<String> resolution() {
    List<String> lines = new ArrayList<>();
    for (On<ChangeApplied> on : facts.all(ChangeApplied.class)) {
      String back = on.event().reverts() == null ? "" : "took back: ";
      lines.add("- " + back + "`" + Words.of(on.event().change()) + "`");
    }
    if (lines.isEmpty()) {
      lines.add("- Nothing was changed.");
    }
    facts
        .last(Verified.class)
        .map(On::event)
        .ifPresent(v ->
            lines.add(
                "- Verified: users "
                    + (v.back() ? "back" : "not back")
                    + (v.survived()
                        ? "; the trigger, fired again, didn't bring it back."
                        : v.back() ? "; it didn't hold when the trigger was fired again." : ".")));
    return lines;
  }

  private List<String> went(boolean well) {
    List<String> lines =
        card.steps().stream()
            .flatMap(step -> step.items().stream())
            .filter(item ->
                well
                    ? item.max() > NOTABLE_LOSS && item.points() >= item.max()
                    : item.max() - item.points() >= NOTABLE_LOSS)
            .sorted(
                well
                    ? Comparator.comparingDouble(item -> -item.max())
                    : Comparator.comparingDouble(item -> item.points() - item.max()))
            .limit(LESSONS)
            .map(item ->
                "- "
                    + item.title()
                    + ": "
                    + (well ? item.did() : item.expected() + " " + item.did()))
            .toList();
    return lines.isEmpty() ? List.of("- …") : lines;
  }

  private List<String> followUps(Answer answer) {
    List<String> lines = new ArrayList<>();
    lines.add("- [ ] " + names.title(answer.lasting()) + " (owner: …, due: …)");
    facts
        .last(LastingNamed.class)
        .map(on -> on.event().id())
        .filter(id -> !id.equals(answer.lasting()))
        .ifPresent(id -> lines.add("- [ ] To be discussed: " + names.title(id)));
    lines.add("- [ ] Would an alert on the first hop of the chain have told sooner?");
    return lines;
  }
}
