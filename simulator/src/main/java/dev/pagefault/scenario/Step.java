package dev.pagefault.scenario;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One thing an endpoint does on the way. An instance's handler reads top to bottom: for each step,
 * run it.
 *
 * <p>A step with a {@code flag} runs only for requests for which that flag is on. In SQL and keys,
 * {@code :name} is the request's attribute of that name: what the journey sent, or what an earlier
 * step yielded.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Step.Compute.class, name = "compute"),
  @JsonSubTypes.Type(value = Step.Query.class, name = "query"),
  @JsonSubTypes.Type(value = Step.Write.class, name = "write"),
  @JsonSubTypes.Type(value = Step.Call.class, name = "call"),
  @JsonSubTypes.Type(value = Step.Cache.class, name = "cache"),
  @JsonSubTypes.Type(value = Step.Publish.class, name = "publish"),
})
public sealed interface Step {

  /** Unique within its endpoint; versions patch by it, spans and statements are named after it. */
  String id();

  /** The flag that must be on for the request, or null: always runs. */
  @Nullable String flag();

  /** Spends {@code cpu} of the instance's processor. */
  record Compute(String id, @Nullable String flag, Duration cpu) implements Step {}

  /**
   * Reads a datastore over the instance's pool. Columns named in {@code yields} become attributes
   * of the request and fields of the answer.
   *
   * @param empty status to answer when no row comes back, or null: carry on. That is the endpoint's
   *     error path.
   * @param close whether the error path gives the connection back to the pool as the ordinary path
   *     does
   */
  record Query(
      String id,
      @Nullable String flag,
      String datastore,
      String sql,
      @Default List<String> yields,
      @Nullable Integer empty,
      @Default("always") Close close)
      implements Step {
    public Query {
      yields = yields == null ? List.of() : List.copyOf(yields);
      close = close == null ? Close.ALWAYS : close;
    }
  }

  /**
   * Changes rows of a datastore in a transaction of its own; {@code cost} is what the write takes
   * of the database's processor.
   *
   * @param io what it writes to the datastore's volume beside the commit's own record, or null: no
   *     more than that
   */
  record Write(
      String id,
      @Nullable String flag,
      String datastore,
      String sql,
      Duration cost,
      @Nullable Size io)
      implements Step {

    /** A write that is small beside its commit. */
    public Write(String id, @Nullable String flag, String datastore, String sql, Duration cost) {
      this(id, flag, datastore, sql, cost, null);
    }
  }

  /**
   * Calls an endpoint of another service over the link to it; the answer's fields are merged into
   * this request's.
   *
   * @param optional whether this endpoint carries on without it when the call fails
   */
  record Call(
      String id,
      @Nullable String flag,
      String service,
      String endpoint,
      @Default("false") boolean optional)
      implements Step {}

  /**
   * Looks a key up in a cache of this instance; on a miss runs {@code miss} and keeps what it
   * yielded.
   */
  record Cache(
      String id,
      @Nullable String flag,
      String cache,
      String key,
      Duration ttl,
      int maxEntries,
      List<Step> miss)
      implements Step {
    public Cache {
      miss = List.copyOf(miss);
    }
  }

  /** Puts a message with the request's {@code attributes} on a queue. */
  record Publish(String id, @Nullable String flag, String queue, @Default List<String> attributes)
      implements Step {
    public Publish {
      attributes = attributes == null ? List.of() : List.copyOf(attributes);
    }
  }

  /** When a query's connection goes back to the pool. */
  enum Close {
    /** In every case, as try-with-resources does. */
    ALWAYS,
    /**
     * Only where the ordinary path ends: a path that leaves early keeps the connection for ever.
     */
    ON_SUCCESS
  }

  /**
   * Visits steps in the order in which they stand, those that run on a cache's miss after the cache
   * itself.
   */
  static void walk(List<Step> steps, Consumer<Step> visit) {
    for (Step step : steps) {
      visit.accept(step);
      if (step instanceof Cache cache) {
        walk(cache.miss(), visit);
      }
    }
  }
}
