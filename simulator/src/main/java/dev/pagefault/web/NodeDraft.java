package dev.pagefault.web;

import dev.pagefault.web.Graph.Badge;
import dev.pagefault.web.Graph.BadgeKind;
import dev.pagefault.web.Graph.Kind;
import dev.pagefault.web.Graph.Level;
import dev.pagefault.web.Graph.Node;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A node while it is drawn. */
final class NodeDraft {
  final String id;
  final String name;
  final Kind kind;
  final @Nullable String region;
  final List<Badge> badges = new ArrayList<>();
  @Nullable String service;
  double rps;
  double failed;
  @Nullable Double p95Ms;
  @Nullable Double saturation;
  boolean planned;
  boolean drained = true;

  NodeDraft(String id, String name, Kind kind, @Nullable String region) {
    this.id = id;
    this.name = name;
    this.kind = kind;
    this.region = region;
  }

  double errorRate() {
    return share(failed, rps);
  }

  void fuller(double value) {
    if (Double.isFinite(value)) {
      saturation = Math.clamp(saturation == null ? value : Math.max(saturation, value), 0, 1);
    }
  }

  void badge(BadgeKind kind, String text, Level level) {
    badges.add(new Badge(kind, text, level));
  }

  /** Somebody else's service is known only by what it is asked. */
  void asked(double more, double errors) {
    if (kind == Kind.EXTERNAL) {
      rps += more;
      failed += more * errors;
    }
  }

  Node done() {
    boolean theirs = kind == Kind.EXTERNAL;
    return new Node(
        id,
        name,
        kind,
        region,
        rps,
        errorRate(),
        theirs ? null : p95Ms,
        theirs ? null : saturation,
        theirs ? List.of() : List.copyOf(badges));
  }

  /** A part of a whole, 0 to 1; 0 where there is none. */
  static double share(double part, double whole) {
    return whole > 0 ? Math.clamp(part / whole, 0, 1) : 0;
  }
}
