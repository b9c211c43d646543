package dev.pagefault.control;

import static dev.pagefault.control.Outcomes.get;
import static dev.pagefault.control.Outcomes.judged;

import dev.pagefault.mesh.Figures;
import java.util.Map;

/** Which outcome a heap's reading shows, judged against the baseline. Pure. */
final class HeapOutcomes {
  /** A class has grown when it takes so much more of the heap than at the baseline. */
  static final double GROWN_SHARE = 0.05;

  /** ... and dominates when so much of what the heap has grown by is its own. */
  static final double DOMINATES_SHARE = 0.5;

  /** A heap is near its limit when so much of it is alive. */
  static final double LIVE_SHARE = 0.8;

  /** A container is near its limit when so much of it is in use. */
  static final double RESIDENT_SHARE = 0.9;

  /** Neither is news unless the share is so much more than at the baseline. */
  static final double SHARE_MORE = 0.1;

  /** Collecting often is standing still for so much of the time ... */
  static final double GC_SHARE = 0.02;

  /** ... and so many times what it was at the baseline. */
  static final double GC_TIMES = 3;

  private static final double MIB = 1 << 20;

  private HeapOutcomes() {}

  static Outcomes.Judged heap(Map<String, Double> was, Map<String, Double> is) {
    double max = get(is, Figures.HEAP_MAX);
    double live = get(is, Figures.HEAP_LIVE);
    double grown = live - get(was, Figures.HEAP_LIVE);
    String type = fastest(was, is);
    double growth = type.isEmpty() ? 0 : get(is, type) - get(was, type);
    if (max > 0 && growth >= GROWN_SHARE * max && growth >= DOMINATES_SHARE * grown) {
      return judged(
          "growing: one class dominates",
          "%s takes %.1f MiB (baseline %.1f MiB) of %.1f MiB alive (baseline %.1f MiB)",
          type.substring(Figures.BYTES_OF.length()),
          get(is, type) / MIB,
          get(was, type) / MIB,
          live / MIB,
          get(was, Figures.HEAP_LIVE) / MIB);
    }
    double full = share(is, Figures.HEAP_LIVE, Figures.HEAP_MAX);
    double resident = share(is, Figures.RESIDENT, Figures.CONTAINER);
    double gc = get(is, Figures.GC_SHARE);
    String outcome = "as usual";
    if (near(full, share(was, Figures.HEAP_LIVE, Figures.HEAP_MAX), LIVE_SHARE)
        || near(resident, share(was, Figures.RESIDENT, Figures.CONTAINER), RESIDENT_SHARE)) {
      outcome = "near its limit";
    } else if (gc >= GC_SHARE && gc >= GC_TIMES * get(was, Figures.GC_SHARE)) {
      outcome = "collecting often";
    }
    return judged(
        outcome,
        "%.0f %% of the heap is alive, %.0f %% of the container in use (baseline %.0f %%),"
            + " collections take %.1f %% of the time (baseline %.1f %%)",
        full * 100,
        resident * 100,
        share(was, Figures.RESIDENT, Figures.CONTAINER) * 100,
        gc * 100,
        get(was, Figures.GC_SHARE) * 100);
  }

  private static boolean near(double share, double usual, double limit) {
    return share >= limit && share >= usual + SHARE_MORE;
  }

  private static double share(Map<String, Double> figures, String part, String whole) {
    double all = get(figures, whole);
    return all > 0 ? get(figures, part) / all : 0;
  }

  /** The figure of the type that has grown most; empty when there is none. */
  private static String fastest(Map<String, Double> was, Map<String, Double> is) {
    String fastest = "";
    double most = 0;
    for (String name : is.keySet()) {
      double growth = get(is, name) - get(was, name);
      if (name.startsWith(Figures.BYTES_OF) && growth > most) {
        fastest = name;
        most = growth;
      }
    }
    return fastest;
  }
}
