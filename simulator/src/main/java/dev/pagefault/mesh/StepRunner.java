package dev.pagefault.mesh;

import dev.pagefault.hardware.Hardware;
import dev.pagefault.scenario.FieldStep;
import dev.pagefault.scenario.Step;
import dev.pagefault.time.Clock;
import io.micrometer.core.instrument.Counter;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does what endpoints do: for each step, run it. Runs on the worker's thread, top to bottom; each
 * step blocks for as long as it takes.
 */
final class StepRunner {
  /** How much a compute step's cost varies to both sides, as a share. */
  static final double VARIATION = 0.1;

  /** Shorter waits for a connection are not worth a span of their own, nanoseconds. */
  static final long ACQUIRE_SPAN_MIN = 1_000_000;

  private static final Logger LOG = LoggerFactory.getLogger(StepRunner.class);

  private final String service;
  private final Hardware hardware;
  private final Components components;
  private final Tracing tracing;
  private final Meters meters;
  private final LogBook log;
  private final Clock clock;
  private final DoubleSupplier random;
  private final Map<String, NamedSql> statements = new ConcurrentHashMap<>();
  private final Map<String, Counter> gets = new ConcurrentHashMap<>();
  private final MemorySteps memory;

  /** What steps reach out to; looked up anew for each step, as settings may change meanwhile. */
  interface Components {
    JdbcPool pool(String datastore);

    Link link(String service);

    TtlCache cache(String name);

    QueueClient queues();

    Rollout rollout();

    FieldSteps fields();
  }

  StepRunner(
      String service,
      Hardware hardware,
      Components components,
      Tracing tracing,
      Meters meters,
      LogBook log,
      DoubleSupplier random,
      Clock clock) {
    this.service = service;
    this.hardware = hardware;
    this.components = components;
    this.tracing = tracing;
    this.meters = meters;
    this.log = log;
    this.random = random;
    this.clock = clock;
    this.memory = new MemorySteps(service, hardware, meters, log);
  }

  /** Lets go of what steps hold, as the end of the process does. */
  void close() {
    memory.close();
  }

  /** Runs an endpoint's or a consumer's steps; null when the last one is done. */
  @Nullable Stop run(List<Step> steps, Exchange exchange) throws InterruptedException {
    boolean well = false;
    try {
      hardware.heap().allocate(Garbage.PER_EXCHANGE);
      Stop stop = each(steps, exchange);
      standStill();
      well = stop == null;
      return stop;
    } catch (RuntimeException e) {
      LOG.error("step {} of {} is broken", exchange.step(), exchange.endpoint(), e);
      return new Stop(500, exchange.step(), "internal error");
    } finally {
      exchange.leaves(well);
    }
  }

  /** Goes on when no collection is under way, and not at all in a process that has ended. */
  private void standStill() throws InterruptedException {
    hardware.heap().safepoint();
    if (hardware.heap().end().isPresent()) {
      throw new InterruptedException("the process has ended");
    }
  }

  private @Nullable Stop each(List<Step> steps, Exchange exchange) throws InterruptedException {
    for (Step step : steps) {
      if (!components.rollout().isOn(step.flag(), exchange)) {
        continue;
      }
      standStill();
      exchange.begins(step.id());
      hardware.heap().allocate(Garbage.PER_STEP);
      Stop stop =
          switch (step) {
            case Step.Compute compute -> compute(compute);
            case Step.Query query -> query(query, exchange);
            case Step.Write write -> write(write, exchange);
            case Step.Call call -> call(call, exchange);
            case Step.Cache cache -> cache(cache, exchange);
            case Step.Publish publish -> publish(publish, exchange);
            case FieldStep of -> components.fields().run(of, exchange);
            case Step.Listen listen -> {
              memory.listen(listen, exchange);
              yield null;
            }
            case Step.Emit emit -> {
              memory.emit(emit);
              yield null;
            }
          };
      if (stop != null) {
        return stop;
      }
    }
    return null;
  }

  private @Nullable Stop compute(Step.Compute step) throws InterruptedException {
    long nanos = step.cpu().toNanos();
    if (nanos > 0) {
      double factor = 1 + VARIATION * (2 * random.getAsDouble() - 1);
      hardware.cpu().spend((long) (nanos * factor));
    }
    memory.computed(step);
    return null;
  }

  private @Nullable Stop query(Step.Query step, Exchange exchange) {
    JdbcPool pool = components.pool(step.datastore());
    NamedSql sql = statements.computeIfAbsent(step.sql(), NamedSql::parse);
    Lease lease;
    try {
      lease = acquire(pool, exchange);
    } catch (SQLException e) {
      return new Stop(503, step.id(), pool.words(e));
    }
    boolean ended = false;
    try {
      SqlResult result = ask(pool, lease, step, sql, exchange);
      if (result.rows().isEmpty()) {
        Integer empty = step.empty();
        ended = empty == null;
        return empty == null ? null : new Stop(empty, step.id(), "no row found");
      }
      keep(step.yields(), result.rows().getFirst(), exchange);
      ended = true;
      return null;
    } catch (SQLException e) {
      return new Stop(500, step.id(), pool.words(e));
    } finally {
      if (ended || step.close() == Step.Close.ALWAYS) {
        giveBack(lease);
      }
    }
  }

  private SqlResult ask(
      JdbcPool pool, Lease lease, Step.Query step, NamedSql sql, Exchange exchange)
      throws SQLException {
    Span span = statement(step.id(), pool.datastore(), sql, exchange);
    exchange.stands(Exchange.Stand.IN_QUERY, pool.datastore());
    lease.executes();
    String error = null;
    try {
      return pool.dialect()
          .query(
              lease.connection(),
              service + "/" + step.id(),
              sql.jdbc(),
              sql.args(exchange.attributes()),
              pool.policy().queryMillis());
    } catch (SQLException e) {
      error = pool.words(e);
      throw e;
    } finally {
      lease.executed(clock.nanos());
      Tracing.end(span, error);
    }
  }

  private @Nullable Stop write(Step.Write step, Exchange exchange) {
    JdbcPool pool = components.pool(step.datastore());
    NamedSql sql = statements.computeIfAbsent(step.sql(), NamedSql::parse);
    Lease lease;
    try {
      lease = acquire(pool, exchange);
    } catch (SQLException e) {
      return new Stop(503, step.id(), pool.words(e));
    }
    Span span = statement(step.id(), pool.datastore(), sql, exchange);
    exchange.stands(Exchange.Stand.IN_QUERY, pool.datastore());
    lease.executes();
    String error = null;
    try {
      int rows =
          pool.dialect()
              .write(
                  lease.connection(),
                  service + "/" + step.id(),
                  sql.jdbc(),
                  sql.args(exchange.attributes()),
                  step.cost().toNanos(),
                  step.io() == null ? 0 : step.io().bytes(),
                  pool.policy().queryMillis());
      span.setAttribute("db.response.affected_rows", rows);
      return null;
    } catch (SQLException e) {
      error = pool.words(e);
      return new Stop(500, step.id(), error);
    } finally {
      lease.executed(clock.nanos());
      Tracing.end(span, error);
      giveBack(lease);
    }
  }

  private Lease acquire(JdbcPool pool, Exchange exchange) throws SQLException {
    exchange.stands(Exchange.Stand.IN_ACQUIRE, pool.datastore());
    long epochNanos = clock.epochMillis() * 1_000_000;
    long start = clock.nanos();
    String error = null;
    try {
      return pool.lease(exchange);
    } catch (SQLException e) {
      error = pool.words(e);
      throw e;
    } finally {
      if (error != null || clock.nanos() - start >= ACQUIRE_SPAN_MIN) {
        Span span =
            tracing.startedAt(
                exchange.context(), "hikaricp acquire", SpanKind.INTERNAL, epochNanos);
        span.setAttribute("pool", pool.datastore());
        Tracing.end(span, error);
      }
    }
  }

  private Span statement(String step, String datastore, NamedSql sql, Exchange exchange) {
    Span span = tracing.start(exchange.context(), step, SpanKind.CLIENT);
    span.setAttribute("db.system", "postgresql");
    span.setAttribute("db.name", datastore);
    span.setAttribute("db.statement", sql.jdbc());
    return span;
  }

  private void giveBack(Lease lease) {
    try {
      lease.close();
    } catch (SQLException e) {
      log.warn(service + ".jdbc", "connection could not be closed: " + e.getMessage());
    }
  }

  private static void keep(List<String> yields, Map<String, String> row, Exchange exchange) {
    for (String name : yields) {
      String value = row.get(name);
      if (value != null) {
        exchange.keep(name, value);
      }
    }
  }

  private @Nullable Stop call(Step.Call step, Exchange exchange) throws InterruptedException {
    exchange.stands(Exchange.Stand.IN_CALL, step.service());
    CallOutcome outcome = components.link(step.service()).call(step.endpoint(), exchange);
    memory.unread(step, outcome);
    if (outcome instanceof CallOutcome.Ok(int status, Map<String, String> fields) && status < 400) {
      exchange.keep(fields);
      return null;
    }
    String message = Link.message(outcome);
    if (step.optional()) {
      String said = step.id() + " left out: " + message;
      log.add("warn", service + ".client", said, exchange.traceId(), Map.of("step", step.id()));
      return null;
    }
    return switch (outcome) {
      case CallOutcome.Ok(int status, Map<String, String> fields) ->
          new Stop(
              status,
              step.id(),
              step.unread() == null ? fields.getOrDefault("error", message) : message);
      case CallOutcome.Failed failed -> new Stop(502, step.id(), message);
      case CallOutcome.TimedOut timedOut -> new Stop(504, step.id(), message);
      case CallOutcome.Refused refused -> new Stop(503, step.id(), message);
      case CallOutcome.Broken broken -> new Stop(503, step.id(), message);
    };
  }

  private @Nullable Stop cache(Step.Cache step, Exchange exchange) throws InterruptedException {
    TtlCache cache = components.cache(step.cache());
    String key = NamedSql.fill(step.key(), exchange.attributes());
    Map<String, String> held = cache.get(key);
    count(step.cache(), held == null ? "miss" : "hit");
    if (held != null) {
      exchange.keep(held);
      return null;
    }
    Map<String, String> before = new HashMap<>(exchange.yielded());
    Stop stop = each(step.miss(), exchange);
    if (stop == null) {
      Map<String, String> fresh = new LinkedHashMap<>(exchange.yielded());
      fresh.entrySet().removeAll(before.entrySet());
      memory.keep(step, cache, key, fresh);
    }
    return stop;
  }

  private void count(String cache, String result) {
    gets.computeIfAbsent(
            cache + "/" + result,
            key ->
                Counter.builder("cache.gets")
                    .tag("cache", cache)
                    .tag("result", result)
                    .register(meters.registry()))
        .increment();
  }

  private @Nullable Stop publish(Step.Publish step, Exchange exchange) throws InterruptedException {
    exchange.stands(Exchange.Stand.IN_CALL, step.queue());
    Map<String, String> message = new LinkedHashMap<>();
    for (String name : step.attributes()) {
      String value = exchange.attributes().get(name);
      if (value != null) {
        message.put(name, value);
      }
    }
    String problem = components.queues().publish(step.queue(), message, exchange);
    return problem == null ? null : new Stop(503, step.id(), problem);
  }
}
