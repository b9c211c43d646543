package dev.pagefault.control;

import dev.pagefault.mesh.InstancePlan;
import dev.pagefault.mesh.MeshState;
import dev.pagefault.mesh.Tunable;
import dev.pagefault.mesh.Tunables;
import dev.pagefault.scenario.Change;
import dev.pagefault.scenario.Resources;
import dev.pagefault.scenario.Selector;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a change would do, computed without doing it. Pure. */
final class Previews {
  /** More retries than this multiply load more than they mend. */
  static final int RETRIES_WARNED = 5;

  private Previews() {}

  static Production.Preview of(MeshState before, Change change) {
    MeshState after = before.with(change);
    List<String> touched = before.touched(change);
    return new Production.Preview(
        touched,
        capacityLost(before, after, change, touched.size()),
        seconds(after, change, touched),
        ChangeText.wayBack(before, change),
        warning(before, change));
  }

  /** Of the service's capacity over all regions: while it runs, or for good where it takes away. */
  private static int capacityLost(MeshState before, MeshState after, Change change, int touched) {
    return switch (change) {
      case Change.Deploy deploy -> percent(Math.min(1, touched), serving(before, deploy.target()));
      case Change.Restart restart ->
          percent(Math.min(1, touched), serving(before, restart.target()));
      case Change.Scale scale -> lost(before, after, scale.target());
      case Change.Drain drain -> lost(before, after, drain.target());
      case Change.Config config -> 0;
      case Change.Flag flag -> 0;
      case Change.Traffic traffic -> 0;
      case Change.Cancel cancel -> 0;
      case Change.Load load -> 0;
      case Change.Toxic toxic -> 0;
    };
  }

  private static int lost(MeshState before, MeshState after, Selector target) {
    int was = serving(before, target);
    return percent(Math.max(0, was - serving(after, target)), was);
  }

  private static int percent(int part, int all) {
    return all == 0 ? 0 : Math.round(100f * part / all);
  }

  /** Instances of the target's service that are in rotation. */
  private static int serving(MeshState state, Selector target) {
    return (int)
        state.instances().stream()
            .filter(plan -> plan.service().equals(target.service()) && !plan.drained())
            .count();
  }

  private static int seconds(MeshState after, Change change, List<String> touched) {
    return switch (change) {
      case Change.Deploy deploy -> oneAfterTheOther(after, touched);
      case Change.Restart restart -> oneAfterTheOther(after, touched);
      case Change.Scale scale ->
          // New ones start together; a stop takes no time to speak of.
          (int)
              Math.ceil(
                  after.instances().stream()
                      .filter(plan -> touched.contains(plan.instance()))
                      .mapToDouble(Previews::startup)
                      .max()
                      .orElse(0));
      case Change.Config config -> 1;
      case Change.Flag flag -> 1;
      case Change.Drain drain -> 1;
      case Change.Traffic traffic -> 1;
      case Change.Cancel cancel -> 1;
      case Change.Load load -> 1;
      case Change.Toxic toxic -> 1;
    };
  }

  private static int oneAfterTheOther(MeshState after, List<String> touched) {
    return (int)
        Math.ceil(
            after.instances().stream()
                .filter(plan -> touched.contains(plan.instance()))
                .mapToDouble(Previews::startup)
                .sum());
  }

  private static double startup(InstancePlan plan) {
    Duration startup = Tunable.duration(plan.settings().getOrDefault("server.startup", "0"));
    return startup.toMillis() / 1000.0;
  }

  private static @Nullable String warning(MeshState before, Change change) {
    return switch (change) {
      case Change.Config(Selector target, String key, String value) when value != null ->
          limit(key, value);
      case Change.Scale(Selector target, int instances) when instances == 0 ->
          "nothing of " + target + " runs any more";
      case Change.Drain(Selector target, boolean drained)
          when drained && serving(before.with(change), target) == 0 ->
          "nothing of " + target.service() + " is left in rotation; calls to it fail";
      case Change.Traffic(String region, int percent) when percent > 0 ->
          String.format(
              Locale.ROOT, "the other regions must serve %d %% of %s as well", percent, region);
      default -> null;
    };
  }

  /** Says so when a protective limit is switched off. */
  private static @Nullable String limit(String key, String value) {
    if (key.endsWith("timeout") && value.equals("0")) {
      return key + " 0 is no limit: a call that hangs then holds its worker for ever";
    }
    if (key.endsWith(".queue.max") && value.equals(Integer.toString(Tunables.UNBOUNDED))) {
      return key + " -1 is unbounded: calls that wait then pile up without an end";
    }
    if (key.endsWith(".retries")
        && value.matches("\\d{1,9}")
        && Integer.parseInt(value) > RETRIES_WARNED) {
      return key + " " + value + " multiplies load on a service that fails already";
    }
    if (key.equals(Resources.HEAP_MAX)) {
      return key + " takes hold when a process starts next: restart it, or it stays as it is";
    }
    return null;
  }
}
