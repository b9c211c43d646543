package dev.pagefault.load;

import dev.pagefault.incident.Tick;
import dev.pagefault.scenario.Topology;
import dev.pagefault.time.Clock;
import dev.pagefault.time.Seed;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.PoolOptions;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Sends customers on their way. Lives on one event loop of its {@link LoadHost}; {@link #plan} may
 * be called from any thread.
 */
final class Generator extends VerticleBase {
  private static final long NANOS_PER_MILLI = 1_000_000;

  private final Topology topology;
  private final Seed seed;
  private final Function<String, List<String>> front;
  private final Truths truths;
  private final Tally tally;
  private final Duration warmUp;
  private final Clock clock;
  private final Consumer<Tick> ticks;
  private final int maxInFlight;

  private final Map<String, Arrivals> arrivals = new HashMap<>();
  private final Map<String, Customers> customers = new HashMap<>();
  private final Map<String, Long> timers = new HashMap<>();
  private final Map<String, Integer> turns = new HashMap<>();
  private volatile LoadPlan plan = LoadPlan.ORDINARY;
  private @Nullable HttpClientAgent client;
  private long startNanos;
  private int inFlight;
  private boolean stopped;

  Generator(
      Topology topology,
      Seed seed,
      Function<String, List<String>> front,
      Truths truths,
      Tally tally,
      Duration warmUp,
      Clock clock,
      Consumer<Tick> ticks,
      int maxInFlight) {
    this.topology = topology;
    this.seed = seed;
    this.front = front;
    this.truths = truths;
    this.tally = tally;
    this.warmUp = warmUp;
    this.clock = clock;
    this.ticks = ticks;
    this.maxInFlight = maxInFlight;
  }

  @Override
  public Future<?> start() {
    client =
        vertx.createHttpClient(
            new HttpClientOptions().setConnectTimeout(Load.CONNECT_MILLIS),
            new PoolOptions().setHttp1MaxSize(maxInFlight));
    long now = clock.nanos();
    startNanos = now;
    topology
        .journeys()
        .forEach((id, journey) -> {
          customers.put(id, new Customers(topology, id, journey, seed));
          Arrivals process = new Arrivals(seed.stream("arrivals/" + id), rate(id, journey), now);
          process.waves(waves(id), now);
          arrivals.put(id, process);
          schedule(id);
        });
    vertx.setPeriodic(1_000, id -> ticks.accept(tally.close(clock.epochMillis())));
    if (warmth() < 1) {
      vertx.setPeriodic(1_000, this::warm);
    }
    return Future.succeededFuture();
  }

  @Override
  public Future<?> stop() {
    stopped = true; // timers end with the verticle
    return client == null ? Future.succeededFuture() : client.close();
  }

  private void warm(long timer) {
    rerate();
    if (warmth() >= 1) {
      vertx.cancelTimer(timer);
    }
  }

  /** Share of ordinary arrivals that a mesh gets which has just been started. */
  private double warmth() {
    double whole = warmUp.toNanos();
    return whole <= 0 ? 1 : Math.min(1, (clock.nanos() - startNanos) / whole);
  }

  /** Changes what is asked; a generator that has yet to start starts with it. Any thread. */
  void plan(LoadPlan next) {
    plan = next;
  }

  /** Makes a changed plan take hold at once; only after the start. Any thread. */
  void follow() {
    context.runOnContext(ignored -> rerate());
  }

  private void rerate() {
    if (stopped) {
      return;
    }
    long now = clock.nanos();
    arrivals.forEach((id, process) -> {
      Topology.Journey journey = topology.journeys().get(id);
      if (journey != null) {
        process.rate(rate(id, journey), now);
        process.waves(waves(id), now);
      }
      schedule(id);
    });
  }

  private double rate(String id, Topology.Journey journey) {
    LoadPlan today = plan;
    LoadPlan.JourneyLoad load = today.journeys().get(id);
    double factor = load == null ? 1 : load.factor();
    return journey.perSecond() * today.overall() * factor * warmth();
  }

  private long waves(String id) {
    LoadPlan.JourneyLoad load = plan.journeys().get(id);
    Duration apart = load == null ? null : load.waves();
    return apart == null ? 0 : apart.toNanos();
  }

  private void schedule(String id) {
    Long timer = timers.remove(id);
    if (timer != null) {
      vertx.cancelTimer(timer);
    }
    Arrivals process = arrivals.get(id);
    if (process == null || process.next() == Long.MAX_VALUE) {
      return;
    }
    timers.put(id, vertx.setTimer(millisUntil(process.next()), fired -> arrive(id, process)));
  }

  private long millisUntil(long nanos) {
    return Math.max(1, Math.ceilDiv(nanos - clock.nanos(), NANOS_PER_MILLI));
  }

  /** Everybody who was due by now arrives, however late the timer is. */
  private void arrive(String id, Arrivals process) {
    timers.remove(id);
    Topology.Journey journey = topology.journeys().get(id);
    Customers drawn = customers.get(id);
    long now = clock.nanos();
    try {
      while (journey != null && drawn != null && process.next() - now <= 0) {
        long intended = process.next();
        process.arrived();
        request(drawn.next(plan), journey, 0, intended);
      }
    } finally {
      schedule(id); // whatever the front door threw, customers keep coming
    }
  }

  /** Makes a journey's request number {@code index}, which was meant for {@code intended}. */
  private void request(Customer customer, Topology.Journey journey, int index, long intended) {
    if (stopped || client == null || index >= journey.requests().size()) {
      return;
    }
    Topology.Request request = journey.requests().get(index);
    tally.offered(customer);
    if (inFlight >= maxInFlight) {
      tally.add(new Answered(customer, request.id(), Outcome.REFUSED, 0, false));
      return;
    }
    String address = address(customer.region());
    if (address == null) {
      tally.add(new Answered(customer, request.id(), Outcome.ERROR, 0, false));
      return;
    }
    inFlight++;
    Exchange exchange = new Exchange(vertx, client, clock, customer, request, intended);
    exchange.begin(
        address,
        journey.patience(),
        reply -> {
          inFlight--;
          Answered answered = judged(customer, request, reply);
          tally.add(answered);
          if (answered.outcome() == Outcome.OK && reply.fine()) {
            goOn(customer, journey, index + 1);
          }
        });
  }

  private Answered judged(Customer customer, Topology.Request request, Exchange.Reply reply) {
    Boolean truth = reply.fine() ? truths.judge(customer, request, reply.body()) : null;
    Outcome outcome = Boolean.FALSE.equals(truth) ? Outcome.WRONG : reply.outcome();
    return new Answered(customer, request.id(), outcome, reply.latencyNanos(), truth != null);
  }

  private void goOn(Customer customer, Topology.Journey journey, int index) {
    if (stopped || index >= journey.requests().size()) {
      return;
    }
    Duration think = journey.requests().get(index).think();
    long intended = clock.nanos() + think.toNanos();
    vertx.setTimer(millisUntil(intended), fired -> request(customer, journey, index, intended));
  }

  /** The region's front doors take turns. */
  private @Nullable String address(String region) {
    List<String> addresses = front.apply(region);
    if (addresses.isEmpty()) {
      return null;
    }
    int turn = turns.merge(region, 1, Integer::sum);
    return addresses.get(Math.floorMod(turn, addresses.size()));
  }
}
