package dev.pagefault.control;

import dev.pagefault.mesh.InstancePlan;
import dev.pagefault.mesh.MeshState;
import dev.pagefault.mesh.ResourceSettings;
import dev.pagefault.scenario.Change;
import dev.pagefault.scenario.Selector;
import dev.pagefault.scenario.Topology;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A change in the words of a deploy log. Pure.
 *
 * @param kind {@code deploy}, {@code config}, {@code flag}, …
 * @param target selector or name of what it touches
 * @param sha abbreviated commit of what is deployed; the same version always has the same one
 * @param summary such as {@code checkout 4.18.0 → 4.17.2}
 * @param diff what a reviewer would see, or null: nothing to review
 */
record ChangeText(
    String kind, String target, @Nullable String sha, String summary, @Nullable String diff) {
  /** Hexadecimal digits of an abbreviated commit. */
  private static final int SHA_DIGITS = 7;

  /** The words for {@code change}, from the state before it. */
  static ChangeText of(MeshState before, Change change) {
    return switch (change) {
      case Change.Deploy(Selector target, String version) -> deploy(before, target, version);
      case Change.Config(Selector target, String key, String value) -> {
        String was = setting(before, target, key);
        String now = setting(before.with(change), target, key);
        yield new ChangeText(
            "config",
            target.toString(),
            null,
            key + " " + was + " → " + now + " on " + target,
            "- " + key + ": " + was + "\n+ " + key + ": " + now);
      }
      case Change.Flag(String flag, String value) -> {
        String was = Objects.requireNonNullElse(before.flags().get(flag), "off");
        yield new ChangeText(
            "flag",
            flag,
            null,
            flag + " " + was + " → " + value,
            "- " + flag + ": " + was + "\n+ " + flag + ": " + value);
      }
      case Change.Scale(Selector target, int instances) ->
          plain("scale", target.toString(), counts(before, target) + " → " + instances);
      case Change.Restart(Selector target) -> plain("restart", target.toString(), "restarted");
      case Change.Drain(Selector target, boolean drained) ->
          plain("drain", target.toString(), drained ? "taken out of rotation" : "back in rotation");
      case Change.Traffic(String region, int percent) ->
          plain("traffic", region, percent + " % of customers sent to other regions");
      case Change.Cancel(String datastore, int session) ->
          plain("cancel", datastore, "statement of pid " + session + " cancelled");
      case Change.Load load ->
          plain("load", load.journey(), String.format(Locale.ROOT, "arrivals × %s", load.factor()));
      // Where a scenario announces it, it says so in words of its own: these give nothing away.
      case Change.Toxic toxic ->
          plain("network", toxic.target().toString(), "network path to " + toxic.peer());
    };
  }

  /** How a change is taken back, in one line. */
  static String wayBack(MeshState before, Change change) {
    List<Change> inverse = before.inverse(change);
    if (inverse.isEmpty()) {
      return switch (change) {
        case Change.Restart restart -> "none: what the instances held in memory is gone";
        case Change.Cancel cancel -> "none: the caller sees an error";
        case Change.Config config -> "none: a volume can only grow";
        default -> "nothing to take back: nothing would change";
      };
    }
    MeshState after = before.with(change);
    return inverse.stream()
        .map(it -> of(after, it))
        .map(it ->
            it.kind + " " + (it.summary.contains(it.target) ? "" : it.target + ": ") + it.summary)
        .collect(Collectors.joining("; "));
  }

  private static ChangeText plain(String kind, String target, String what) {
    return new ChangeText(kind, target, null, target + " " + what, null);
  }

  private static ChangeText deploy(MeshState before, Selector target, String version) {
    Topology.Service service =
        Objects.requireNonNull(before.topology().services().get(target.service()));
    String was =
        plans(before, target).stream()
            .map(InstancePlan::version)
            .distinct()
            .collect(Collectors.joining(", "));
    List<String> line = service.lineage(version).stream().map(Topology.Version::id).toList();
    String diff = null;
    StringBuilder forward = new StringBuilder();
    if (line.contains(was)) {
      for (Topology.Version release : service.lineage(version)) {
        if (line.indexOf(release.id()) > line.indexOf(was)) {
          forward.append(forward.isEmpty() ? "" : "\n").append(release.diff().strip());
        }
      }
      diff = forward.isEmpty() ? null : forward.toString();
    }
    String release =
        service.lineage(version).stream()
            .map(it -> it.id() + "\n" + it.summary() + "\n" + it.diff())
            .collect(Collectors.joining("\n"));
    return new ChangeText(
        "deploy",
        target.toString(),
        sha(target.service() + "\n" + release),
        target.service() + " " + (was.isEmpty() ? "" : was + " → ") + version,
        diff);
  }

  private static String setting(MeshState state, Selector target, String key) {
    if (ResourceSettings.has(state.topology(), target.service())) {
      return ResourceSettings.of(state, target.service()).getOrDefault(key, "(unset)");
    }
    return plans(state, target).stream()
        .map(plan -> plan.settings().getOrDefault(key, "(unset)"))
        .distinct()
        .collect(Collectors.joining(", "));
  }

  private static String counts(MeshState state, Selector target) {
    List<String> regions =
        target.region().equals("*") ? state.topology().regions() : List.of(target.region());
    return regions.stream()
        .map(region -> Integer.toString(state.count(target.service(), region)))
        .distinct()
        .collect(Collectors.joining(", "));
  }

  private static List<InstancePlan> plans(MeshState state, Selector target) {
    return state.instances().stream()
        .filter(
            plan -> target.matches(plan.service(), plan.region(), plan.instance(), plan.version()))
        .toList();
  }

  private static String sha(String content) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-1").digest(content.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest).substring(0, SHA_DIGITS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-1", e);
    }
  }
}
