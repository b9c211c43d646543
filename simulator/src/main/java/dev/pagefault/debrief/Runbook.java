package dev.pagefault.debrief;

import dev.pagefault.journal.JournalEvent.Paged;
import dev.pagefault.scenario.Answer;
import dev.pagefault.scenario.Answer.Remedy;
import dev.pagefault.scenario.Answer.Rival;
import dev.pagefault.scoring.Facts;
import dev.pagefault.scoring.Names;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A runbook as a draft in Markdown: for the next one who gets this page, whatever its cause is
 * then.
 */
final class Runbook {

  private Runbook() {}

  static String draft(Facts facts, Telling telling) {
    Answer answer = facts.revealed().answer();
    Names names = new Names(facts.revealed());
    Optional<Paged> page = facts.first(Paged.class).map(on -> on.event());
    List<String> lines = new ArrayList<>();
    lines.add("# Runbook (draft): " + page.map(Paged::title).orElse("this page"));
    section(lines, "When this pages", when(page));
    section(lines, "Look here first", look(answer));
    section(lines, "Tell the causes apart", apart(answer, names, telling));
    section(lines, "Mend", mend(answer));
    section(lines, "Afterwards", List.of("- " + names.title(answer.lasting())));
    return String.join("\n", lines).strip() + "\n";
  }

  private static void section(List<String> lines, String title, List<String> body) {
    lines.add("");
    lines.add("## " + title);
    lines.add("");
    lines.addAll(body);
  }

  private static List<String> when(Optional<Paged> page) {
    List<String> lines = new ArrayList<>();
    page.ifPresent(p -> {
      lines.add("Service " + p.service() + ", owned by " + p.owner() + ".");
      lines.add("");
      lines.add(
          "Say first who is hurt, on which journeys, where, and since when: `" + p.query() + "`");
    });
    return lines.isEmpty() ? List.of("…") : lines;
  }

  private static List<String> look(Answer answer) {
    List<String> lines = new ArrayList<>();
    for (Answer.Hop hop : answer.chain()) {
      lines.add("- " + hop.component() + ": `" + Words.line(hop.query()) + "`");
    }
    return lines.isEmpty() ? List.of("- …") : lines;
  }

  private static List<String> apart(Answer answer, Names names, Telling telling) {
    List<String> lines = new ArrayList<>();
    String cause = names.atom(answer.atoms().getFirst());
    for (Rival rival : answer.rivals()) {
      telling
          .against(rival)
          .ifPresent(d ->
              lines.add(
                  "- "
                      + names.probe(d.diagnostic(), d.target())
                      + ": “"
                      + d.outcome()
                      + "” speaks for "
                      + cause
                      + ", “"
                      + d.otherOutcome()
                      + "” for "
                      + names.atom(rival.atom())
                      + "."));
    }
    return lines.isEmpty() ? List.of("- …") : lines;
  }

  private static List<String> mend(Answer answer) {
    List<String> lines = new ArrayList<>();
    for (Remedy fix : answer.fixes()) {
      lines.add("- " + fix.title() + changes(fix) + why(fix));
    }
    for (Remedy relief : answer.reliefs()) {
      lines.add("- Relief only: " + relief.title() + changes(relief) + why(relief));
    }
    return lines.isEmpty() ? List.of("- …") : lines;
  }

  private static String changes(Remedy remedy) {
    if (remedy.changes().isEmpty()) {
      return "";
    }
    return " (`" + String.join("`, `", remedy.changes().stream().map(Words::of).toList()) + "`)";
  }

  private static String why(Remedy remedy) {
    return remedy.why().isBlank() ? "." : ": " + Words.line(remedy.why());
  }
}
