package dev.pagefault.telemetry;

import java.util.List;
import java.util.Map;

/**
 * A metric that can be asked for.
 *
 * @param kind {@code counter}, {@code gauge} or {@code histogram}
 * @param unit as in {@link RangeResult}
 * @param labels every label's values, sorted; at most {@value #MAX_VALUES} of each
 */
public record MetricInfo(
    String name, String kind, String help, String unit, Map<String, List<String>> labels) {

  /** Values listed for one label. */
  public static final int MAX_VALUES = 100;
}
