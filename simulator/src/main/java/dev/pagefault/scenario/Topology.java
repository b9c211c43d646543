package dev.pagefault.scenario;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The description of a miniature production: regions, services, datastores, queues, and the
 * customers who use it. Immutable; read from {@code scenarios/topologies/ID.yaml}.
 *
 * @param hopsPerSecond the ceiling of requests between instances that a mesh of this topology may
 *     make
 * @param flags every feature flag with its default: {@code off}, {@code base}, or a share of
 *     requests like {@code 25%}
 * @param segments by dimension: each value with its share of the customers; the shares sum to 1
 * @param everyday harmless changes that happen here all the time; scenarios draw from them
 */
public record Topology(
    String id,
    String title,
    String about,
    List<String> regions,
    String edge,
    int hopsPerSecond,
    Map<String, Service> services,
    Map<String, Datastore> datastores,
    @Default Map<String, Queue> queues,
    @Default Map<String, Flag> flags,
    @Default Map<String, Map<String, Double>> segments,
    @Default Map<String, Attribute> attributes,
    Map<String, Journey> journeys,
    Map<String, Slo> slos,
    @Default Map<String, Everyday> everyday) {

  /** The volume that a datastore's files are on, its own or its host's; null: none limits it. */
  public @Nullable Volume volumeOf(String datastore) {
    Datastore store = datastores.get(datastore);
    if (store != null && store.host() != null) {
      store = datastores.get(store.host());
    }
    return store == null ? null : store.volume();
  }

  /**
   * A deployable.
   *
   * @param external whether it is somebody else's (a payment provider): seen only through calls to
   *     it, and out of reach of actions
   * @param cores processor cores of one instance, the most that its {@code cpu.limit} may be
   * @param settings defaults of the tunables; the keys that the engine reads are listed in {@link
   *     Settings}
   * @param current the version that runs when nothing else was deployed
   * @param limit how many requests an instance of somebody else's service answers; null: all
   * @param certificates by name: what it may serve TLS with, the first where nobody says otherwise;
   *     none: it is called over plain HTTP
   */
  public record Service(
      String about,
      String owner,
      String runbook,
      @Default("false") boolean external,
      @Default("1") int instances,
      double cores,
      String current,
      @Default Map<String, String> settings,
      @Default Map<String, List<Step>> endpoints,
      @Default Map<String, Consumer> consumers,
      List<Version> versions,
      @Nullable RateLimit limit,
      @Default Map<String, Certificate> certificates) {

    /** A service that answers whatever it is asked, over plain HTTP. */
    public Service(
        String about,
        String owner,
        String runbook,
        boolean external,
        int instances,
        double cores,
        String current,
        Map<String, String> settings,
        Map<String, List<Step>> endpoints,
        Map<String, Consumer> consumers,
        List<Version> versions) {
      this(
          about, owner, runbook, external, instances, cores, current, settings, endpoints,
          consumers, versions, null, Map.of());
    }

    /**
     * The releases whose patches make up {@code version}, oldest first, it included; empty when
     * there is no such release. A release patches the one it names in {@code base}, or else the one
     * before it in the list.
     */
    public List<Version> lineage(String version) {
      List<Version> line = new ArrayList<>();
      @Nullable String wanted = version;
      for (int i = versions.size() - 1; i >= 0 && wanted != null; i--) {
        Version here = versions.get(i);
        if (here.id().equals(wanted)) {
          line.addFirst(here);
          @Nullable String base = here.base();
          wanted = base != null ? base : i > 0 ? versions.get(i - 1).id() : null;
        }
      }
      return List.copyOf(line);
    }

    /** Every step that any release of it may run, those of its consumers included. */
    public List<Step> everyStep() {
      List<Step> steps = new ArrayList<>();
      endpoints.values().forEach(steps::addAll);
      consumers.values().forEach(consumer -> steps.addAll(consumer.steps()));
      for (Version version : versions) {
        for (List<StepPatch> patches : version.endpoints().values()) {
          for (StepPatch patch : patches) {
            Step added = patch.add();
            Step replacing = patch.replace();
            if (added != null) {
              steps.add(added);
            }
            if (replacing != null) {
              steps.add(replacing);
            }
          }
        }
      }
      return steps;
    }
  }

  /**
   * How much somebody else's service lets itself be asked: each instance {@code perWindow} requests
   * in each {@code window}; what comes above is answered 429.
   */
  public record RateLimit(int perWindow, Duration window) {}

  /**
   * A server's certificate. Its dates are set when an instance of the mesh first serves it.
   *
   * @param age how long ago it was issued then
   * @param expiresIn how long it is valid from then on
   */
  public record Certificate(@Default("30d") Duration age, Duration expiresIn) {}

  /** Takes messages off a queue, runs its steps for each, {@code concurrency} at a time. */
  public record Consumer(String queue, int concurrency, List<Step> steps) {}

  /**
   * One release: a patch on the release that {@code base} names, or else on the one before it in
   * the list. The first has an empty patch; the order is that in which they were built.
   *
   * @param diff what a reviewer saw, as unified diff or prose; names each patched step and key
   */
  public record Version(
      String id,
      String summary,
      String diff,
      @Nullable String base,
      @Default Map<String, List<StepPatch>> endpoints,
      @Default Map<String, String> settings) {}

  /**
   * Exactly one of: {@code add} a step (after another, or first), {@code replace} the step of that
   * id, {@code remove} one.
   */
  public record StepPatch(
      @Nullable Step add,
      @Nullable String after,
      @Nullable Step replace,
      @Nullable String remove) {}

  /**
   * A relational database and the host it stands on.
   *
   * @param cores processor cores of its host; left out where {@code host} says whose it is
   * @param maxConnections sessions it accepts
   * @param schema statements that create and fill it; {@code SYSTEM_RANGE} makes rows
   * @param perStatement processor time of parsing, planning and answering one statement
   * @param perRow processor time of each row that the chosen plan scans
   * @param volume what it stores its files on, or null: that never limits it
   * @param perRowIo what is read from the volume for each row of a table that is scanned as a
   *     whole, or null: nothing; rows found by an index are taken to be in memory
   * @param host another datastore, whose host it stands on and whose processor and volume it shares
   *     as one of several tenants; null: it has a host of its own
   */
  public record Datastore(
      String about,
      String owner,
      @Default("0") double cores,
      int maxConnections,
      String schema,
      Duration perStatement,
      Duration perRow,
      @Nullable Volume volume,
      @Nullable ByteSize perRowIo,
      @Nullable String host) {

    /** A datastore that its volume never limits. */
    public Datastore(
        String about,
        String owner,
        double cores,
        int maxConnections,
        String schema,
        Duration perStatement,
        Duration perRow) {
      this(about, owner, cores, maxConnections, schema, perStatement, perRow, null, null, null);
    }
  }

  /**
   * A block volume, in the terms of Amazon EBS.
   *
   * @param size whole GB
   * @param used what is taken when the mesh starts
   * @param credit share of the most burst credit that it starts with, 0 to 1
   * @param speedUp how many times as fast burst credit is earned and spent; stated on screen
   * @param iops operations a second of a gp3, or null: as it is delivered
   * @param throughput MiB a second of a gp3, or null: as it is delivered
   */
  public record Volume(
      VolumeKind kind,
      ByteSize size,
      @Default("0B") ByteSize used,
      @Default("1") double credit,
      @Default("1") double speedUp,
      @Nullable Integer iops,
      @Nullable Integer throughput) {}

  /** Which volume. */
  public enum VolumeKind {
    /** Operations by size, with bursts from a credit. */
    GP2,
    /** Operations and throughput as bought. */
    GP3
  }

  /**
   * A queue with at-least-once delivery, bounded at {@code capacity} messages.
   *
   * @param partitions 1: its messages are handled in no order; more: each in its own order, its
   *     next message after the one before is done with
   * @param key the attribute whose value chooses a message's partition; null: they take turns
   * @param deliveryLimit deliveries after which a message that fails is parked; null: none
   */
  public record Queue(
      String about,
      int capacity,
      @Default("1") int partitions,
      @Nullable String key,
      @Nullable Integer deliveryLimit) {

    /** A queue without partitions that delivers a message until it is handled. */
    public Queue(String about, int capacity) {
      this(about, capacity, 1, null, null);
    }
  }

  /** A feature flag: what it is for, and its value where nothing else is set. */
  public record Flag(String about, String initial) {}

  /**
   * What each customer draws and sends with their requests: a number, uniformly from {@code min} to
   * {@code max} inclusive, such as a sku; or a text, such as a name.
   *
   * @param values texts with their weights
   * @param lists texts by list, each equally likely; with {@code by}, the list of that name is
   *     drawn from, and {@code values} where there is none
   * @param by a segment, or {@code region}: whose value chooses the list and the share of the
   *     absent
   * @param absent share of the customers who have none, 0 to 1
   * @param absentBy the same, where {@code by} has that value
   */
  public record Attribute(
      @Nullable Integer min,
      @Nullable Integer max,
      @Default Map<String, Double> values,
      @Default Map<String, List<String>> lists,
      @Nullable String by,
      @Default("0") double absent,
      @Default Map<String, Double> absentBy) {

    /** A number that everybody has. */
    public Attribute(int min, int max) {
      this(min, max, Map.of(), Map.of(), null, 0, Map.of());
    }

    /** Whether it is a text. */
    public boolean isText() {
      return !values.isEmpty() || !lists.isEmpty();
    }
  }

  /**
   * What a simulated customer does: requests one after the other, with time to think between them.
   *
   * @param perSecond arrivals per second over all regions
   * @param patience how long a customer waits for one answer before giving up
   * @param attributes drawn otherwise than the topology says, for this journey
   */
  public record Journey(
      String about,
      double perSecond,
      Duration patience,
      @Default Map<String, Attribute> attributes,
      List<Request> requests) {}

  /**
   * One request of a journey to the edge.
   *
   * @param expect answer fields that must equal the value a statement finds in a datastore: wrong
   *     answers with status 200 are seen
   */
  public record Request(
      String id, String endpoint, @Default("0s") Duration think, @Nullable Truth expect) {}

  /**
   * What the answer's {@code field} must be: read once by {@code sql} (key, value) from the healthy
   * datastore, by attribute {@code key}.
   */
  public record Truth(String field, String datastore, String sql, String key) {}

  /**
   * A promise to users.
   *
   * @param journey whose requests count (for freshness: whose messages)
   * @param request one request of the journey, or null: each of them
   * @param objective the share that must be good, such as 0.99
   * @param threshold for latency and freshness: how long good may take
   * @param queue for freshness: the queue whose messages must be handled in time
   * @param service which service's owner is paged
   */
  public record Slo(
      String title,
      SliKind kind,
      String journey,
      @Nullable String request,
      double objective,
      @Nullable Duration threshold,
      @Nullable String queue,
      String service) {

    /** What a pager says when it fires. */
    public String alert() {
      return title + ": error budget burning";
    }
  }

  /** A harmless change as it happens on any day, with how the change feed shows it. */
  public record Everyday(Change change, String author, String summary, @Nullable String diff) {}

  /** What an SLI counts as good. */
  public enum SliKind {
    /** An answer that is no error, within the customer's patience. */
    AVAILABILITY,
    /** An answer within the threshold. */
    LATENCY,
    /** A message handled within the threshold. */
    FRESHNESS,
    /** An answer whose fields are true. */
    CORRECTNESS
  }
}
