package dev.pagefault.hardware;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Collections by kind and cause: how many, together and the longest. Not safe for several threads
 * at once.
 */
final class PauseTally {
  private final Map<GcPause.Kind, Map<GcPause.Cause, HeapStat.Pauses>> pauses =
      new EnumMap<>(GcPause.Kind.class);

  void add(GcPause pause) {
    pauses
        .computeIfAbsent(pause.kind(), _ -> new EnumMap<>(GcPause.Cause.class))
        .merge(
            pause.cause(),
            new HeapStat.Pauses(pause.kind(), pause.cause(), 1, pause.nanos(), pause.nanos()),
            (all, one) ->
                new HeapStat.Pauses(
                    all.kind(),
                    all.cause(),
                    all.count() + 1,
                    all.sumNanos() + one.sumNanos(),
                    Math.max(all.maxNanos(), one.maxNanos())));
  }

  /** Only those that occurred. */
  List<HeapStat.Pauses> all() {
    return pauses.values().stream().flatMap(byCause -> byCause.values().stream()).toList();
  }
}
