package dev.pagefault.bot;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
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
   * One drill of one player.
   *
   * @param pagedAfterMs from onset to page
   * @param mitigatedAfterMs from page to users being well, or null: never
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
