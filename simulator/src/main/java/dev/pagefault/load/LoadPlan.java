package dev.pagefault.load;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of a mesh besides the topology's ordinary arrivals.
 *
 * @param overall multiplies every journey's arrivals
 * @param journeys by journey, where it differs from ordinary
 * @param away percent of the customers of a region who enter at the others instead
 */
public record LoadPlan(
    double overall, Map<String, JourneyLoad> journeys, Map<String, Integer> away) {

  /** Ordinary load. */
  public static final LoadPlan ORDINARY = new LoadPlan(1, Map.of(), Map.of());

  /**
   * Arrivals times {@code factor}; where {@code attribute} is given, it is {@code value} for a
   * {@code share} of them; where that is empty, they have none. Where {@code waves} is given, they
   * come together, so far apart.
   */
  public record JourneyLoad(
      double factor,
      @Nullable String attribute,
      String value,
      double share,
      @Nullable Duration waves) {

    /** Customers who come when they like. */
    public JourneyLoad(double factor, @Nullable String attribute, String value, double share) {
      this(factor, attribute, value, share, null);
    }
  }
}
