package dev.pagefault.bot;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.pagefault.scenario.Proven;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What proving showed: each run, and each gate with why it passed or failed. */
public record Proof(List<Run> runs, List<Gate> gates) {

  /** Whether every gate passed. A run that was invalid counts as not proven. */
  public boolean passed() {
    return gates.stream().allMatch(Gate::passed)
        && runs.stream().allMatch(run -> run.invalid() == null);
  }

  /** The same with further gates. */
  public Proof with(List<Gate> further) {
    return new Proof(runs, Stream.concat(gates.stream(), further.stream()).toList());
  }

  /**
   * What is to be kept of a scenario, or empty: it was not proven by every player, a remedy was not
   * tried, or a gate failed.
   *
   * @param hash of the scenario as it stood
   * @param wanted the remedies that the answer names beside its first fix
   * @param known remedies that were not tried again
   */
  public Optional<Proven> proven(
      String scenario, String hash, Set<String> wanted, Map<String, Boolean> known) {
    List<Run> mine = runs.stream().filter(run -> run.scenario().equals(scenario)).toList();
    boolean all = Prover.BOTS.stream().allMatch(bot -> mine.stream().anyMatch(by(bot)));
    if (!all
        || mine.stream().anyMatch(run -> run.invalid() != null)
        || gates.stream().anyMatch(gate -> gate.scenario().equals(scenario) && !gate.passed())) {
      return Optional.empty();
    }
    Map<String, Boolean> remedies = new TreeMap<>(known);
    for (Run run : mine) {
      Applies.remedy(run.bot()).ifPresent(id -> remedies.put(id, run.survivedReplay()));
    }
    if (!remedies.keySet().containsAll(wanted)) {
      return Optional.empty();
    }
    int seeds = (int) mine.stream().filter(by("expert")).count();
    Map<String, Proven.Suffered> references =
        Map.of("expert", suffered(mine, by("expert")), "nobody", suffered(mine, by("idler")));
    return Optional.of(new Proven(hash, seeds, remedies, references));
  }

  private static Predicate<Run> by(String bot) {
    return run -> run.bot().equals(bot);
  }

  private static Proven.Suffered suffered(List<Run> runs, Predicate<Run> which) {
    List<Run> chosen = runs.stream().filter(which).toList();
    return new Proven.Suffered(
        Math.round(mean(chosen, run -> value(run.offered()))),
        Math.round(mean(chosen, run -> value(run.failed()))),
        Math.round(mean(chosen, run -> value(run.budgetBurned())) * 1e4) / 1e4);
  }

  private static double mean(List<Run> runs, ToDoubleFunction<Run> of) {
    return runs.stream().mapToDouble(of).average().orElse(0);
  }

  private static double value(@Nullable Number number) {
    return number == null ? 0 : number.doubleValue();
  }

  /**
   * One drill of one player.
   *
   * @param pagedAfterMs from onset to page
   * @param mitigatedAfterMs from page to users being well, or null: never
   * @param offered requests since the fault; {@code failed} those of them that failed
   * @param invalid why the run counts neither as passed nor as failed, or null
   */
  @JsonInclude(JsonInclude.Include.ALWAYS)
  public record Run(
      String scenario,
      long seed,
      String bot,
      @Nullable Score score,
      @Nullable Long pagedAfterMs,
      @Nullable Long mitigatedAfterMs,
      boolean survivedReplay,
      @Nullable Double budgetBurned,
      @Nullable Long offered,
      @Nullable Long failed,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String invalid) {}

  /** The four steps and their sum. */
  public record Score(double total, double observe, double hypothesize, double test, double fix) {}

  /** One thing that must hold before a scenario may be served. */
  public record Gate(
      String scenario,
      long seed,
      String gate,
      @JsonProperty("passed") boolean passed,
      String why) {}
}
