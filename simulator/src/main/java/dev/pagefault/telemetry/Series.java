package dev.pagefault.telemetry;

import com.fasterxml.jackson.annotation.JsonIncludeProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One line of an answered range query. Its JSON is {@code {labels, points: [[atMillis, value or
 * null], …]}}.
 *
 * @param labels sorted by name
 * @param atMillis epoch milliseconds, ascending, one for each step
 * @param values as many; {@code NaN} where there is none
 */
@JsonIncludeProperties({"labels", "points"})
public record Series(Map<String, String> labels, long[] atMillis, double[] values) {

  /** Pairs of time and value, as charts take them; null where there is no value. */
  @JsonProperty("points")
  public @Nullable Number[][] points() {
    @Nullable Number[][] points = new @Nullable Number[atMillis.length][];
    for (int i = 0; i < points.length; i++) {
      points[i] =
          new @Nullable Number[] {atMillis[i], Double.isFinite(values[i]) ? values[i] : null};
    }
    return points;
  }
}
