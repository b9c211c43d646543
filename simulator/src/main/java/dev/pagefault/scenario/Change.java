package dev.pagefault.scenario;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What can happen to a mesh. Scenarios break it with changes; people mend it with changes, through
 * the same door.
 *
 * <p>Switched over exhaustively where a mesh's state is computed ({@code mesh.MeshState#with}); its
 * inverse is computed from the state at that moment.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Change.Deploy.class, name = "deploy"),
  @JsonSubTypes.Type(value = Change.Config.class, name = "config"),
  @JsonSubTypes.Type(value = Change.Flag.class, name = "flag"),
  @JsonSubTypes.Type(value = Change.Scale.class, name = "scale"),
  @JsonSubTypes.Type(value = Change.Restart.class, name = "restart"),
  @JsonSubTypes.Type(value = Change.Drain.class, name = "drain"),
  @JsonSubTypes.Type(value = Change.Traffic.class, name = "traffic"),
  @JsonSubTypes.Type(value = Change.Cancel.class, name = "cancel"),
  @JsonSubTypes.Type(value = Change.Load.class, name = "load"),
  @JsonSubTypes.Type(value = Change.Toxic.class, name = "toxic"),
})
public sealed interface Change {
  /** Most that arrivals may be multiplied by. */
  double FACTOR_MAX = 50;

  /** Waves of customers come at least so far apart. */
  Duration WAVES_MIN = Duration.ofSeconds(1);

  /** ... and at most. */
  Duration WAVES_MAX = Duration.ofSeconds(60);

  /**
   * Puts a version on the selected instances, one after the other, each restarted. A rollback is a
   * deploy of an earlier version.
   */
  record Deploy(Selector target, String version) implements Change {}

  /**
   * Sets a tunable on the selected instances at the selector's own scope; null takes the override
   * away.
   */
  record Config(Selector target, String key, @Nullable String value) implements Change {}

  /** Sets a feature flag everywhere: {@code on}, {@code off}, or a share like {@code 25%}. */
  record Flag(String flag, String value) implements Change {}

  /** Sets how many instances of a service run in the selected regions. */
  record Scale(Selector target, int instances) implements Change {}

  /** Restarts the selected instances: what they held in memory, in pools and in queues is gone. */
  record Restart(Selector target) implements Change {}

  /**
   * Takes the selected instances out of (or, {@code drained} false, back into) the rotation of
   * their callers.
   */
  record Drain(Selector target, boolean drained) implements Change {}

  /**
   * Sends {@code percent} of the customers who would enter at {@code region} to the other regions
   * instead.
   */
  record Traffic(String region, int percent) implements Change {}

  /** Cancels what a database session is executing, as {@code pg_cancel_backend} does. */
  record Cancel(String datastore, int session) implements Change {}

  /**
   * Multiplies a journey's arrivals by {@code factor} (1 is ordinary); {@code attribute}, where
   * given, is fixed to a {@code value} for a {@code share} of them; an empty value: they have none.
   *
   * @param waves they come together, so far apart; null: each when they like
   */
  record Load(
      String journey,
      double factor,
      @Nullable String attribute,
      @Nullable String value,
      @Nullable Double share,
      @Nullable Duration waves)
      implements Change {

    /** Customers who come when they like. */
    public Load(
        String journey,
        double factor,
        @Nullable String attribute,
        @Nullable String value,
        @Nullable Double share) {
      this(journey, factor, attribute, value, share, null);
    }
  }

  /**
   * Puts a toxic on the wires from the selected instances to {@code peer}, a service or a datastore
   * that they call; null takes it away. One of the same name on the same wire is replaced. Nobody
   * on call can make or see it.
   */
  record Toxic(Selector target, String peer, String name, @Nullable ToxicSpec toxic)
      implements Change {}
}
