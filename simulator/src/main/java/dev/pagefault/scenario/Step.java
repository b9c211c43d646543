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
  @JsonSubTypes.Type(value = FieldStep.Decode.class, name = "decode"),
  @JsonSubTypes.Type(value = FieldStep.Parse.class, name = "parse"),
  @JsonSubTypes.Type(value = FieldStep.Compare.class, name = "compare"),
  @JsonSubTypes.Type(value = FieldStep.LocalTime.class, name = "local-time"),
  @JsonSubTypes.Type(value = Step.Listen.class, name = "listen"),
  @JsonSubTypes.Type(value = Step.Emit.class, name = "emit"),
})
public sealed interface Step
    permits Step.Compute,
        Step.Query,
        Step.Write,
        Step.Call,
        Step.Cache,
        Step.Publish,
        Step.Listen,
        Step.Emit,
        FieldStep {

  /** Unique within its endpoint; versions patch by it, spans and statements are named after it. */
  String id();

  /** The flag that must be on for the request, or null: always runs. */
  @Nullable String flag();

  /**
   * Spends {@code cpu} of the instance's processor.
   *
   * @param allocate garbage that it makes on the way, beside what every step makes
   * @param collect whether it calls {@code System.gc()} when it is done
   */
  record Compute(
      String id,
      @Nullable String flag,
      Duration cpu,
      @Nullable ByteSize allocate,
      @Default("false") boolean collect)
      implements Step {
    public Compute(String id, @Nullable String flag, Duration cpu) {
      this(id, flag, cpu, null, false);
    }
  }

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
      @Nullable ByteSize io)
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
   * @param unread what the process keeps of an answer other than 2xx, until it ends: such an
   *     answer's body is not read. Null: every body is read
   */
  record Call(
      String id,
      @Nullable String flag,
      String service,
      String endpoint,
      @Default("false") boolean optional,
      @Nullable ByteSize unread)
      implements Step {
    public Call(
        String id, @Nullable String flag, String service, String endpoint, boolean optional) {
      this(id, flag, service, endpoint, optional, null);
    }
  }

  /**
   * Looks a key up in a cache of this instance; on a miss runs {@code miss} and keeps what it
   * yielded.
   *
   * @param ttl how long an entry lives, or null: none is evicted by its age
   * @param maxEntries how many there may be, or null: none is evicted by their count
   * @param entry what each entry takes of the instance's heap, or null: nothing worth counting
   * @param type class of an entry in a class histogram, or null: one is made of the cache's name
   */
  record Cache(
      String id,
      @Nullable String flag,
      String cache,
      String key,
      @Nullable Duration ttl,
      @Nullable Integer maxEntries,
      List<Step> miss,
      @Nullable ByteSize entry,
      @Nullable String type)
      implements Step {
    public Cache {
      miss = List.copyOf(miss);
    }

    public Cache(
        String id,
        @Nullable String flag,
        String cache,
        String key,
        Duration ttl,
        int maxEntries,
        List<Step> miss) {
      this(id, flag, cache, key, ttl, maxEntries, miss, null, null);
    }

    /** With other steps on a miss. */
    public Cache withMiss(List<Step> steps) {
      return new Cache(id, flag, cache, key, ttl, maxEntries, steps, entry, type);
    }
  }

  /** Puts a message with the request's {@code attributes} on a queue. */
  record Publish(String id, @Nullable String flag, String queue, @Default List<String> attributes)
      implements Step {
    public Publish {
      attributes = attributes == null ? List.of() : List.copyOf(attributes);
    }
  }

  /**
   * Registers a listener of this request at a topic of this instance.
   *
   * @param size what the listener takes of the heap while it is registered
   * @param close when it is unregistered
   * @param type its class in a class histogram, or null: one is made of the topic's name
   */
  record Listen(
      String id,
      @Nullable String flag,
      String topic,
      ByteSize size,
      @Default("always") Unregister close,
      @Nullable String type)
      implements Step {
    public Listen {
      close = close == null ? Unregister.ALWAYS : close;
    }
  }

  /**
   * Publishes an event at a topic of this instance and hands it to each listener that is registered
   * there, one after the other, at {@code cpu} each.
   */
  record Emit(String id, @Nullable String flag, String topic, Duration cpu) implements Step {}

  /** When a listener is unregistered. */
  enum Unregister {
    /** When its request is over, however it ended. */
    ALWAYS,
    /** When its request is over and went well: a path that leaves early leaves it registered. */
    ON_SUCCESS,
    /** Not before the process ends. */
    NEVER
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
