package dev.pagefault.web;

import dev.pagefault.time.Clock;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * What the server measures of itself, in Prometheus format. Labels are route templates, methods,
 * statuses and states: never a drill, a scenario or anything of a mesh, unless the operator wants
 * more {@linkplain #extend shown}.
 */
public final class ServerMetrics implements Handler<RoutingContext>, AutoCloseable {
  private static final String MEDIA_TYPE = "text/plain; version=0.0.4; charset=utf-8";

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final JvmGcMetrics gc = new JvmGcMetrics();
  private final List<Supplier<Number>> counted =
      new CopyOnWriteArrayList<>(); // Micrometer's hold is weak
  private final Clock clock;
  private volatile UnaryOperator<String> extension = own -> own;

  /** Measures this process from now on. */
  public ServerMetrics(Clock clock) {
    this.clock = clock;
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ClassLoaderMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
    gc.bindTo(registry);
  }

  /** Shows a number as it stands whenever it is asked for. */
  public void gauge(String name, String about, Map<String, String> labels, Supplier<Number> value) {
    Gauge.Builder<?> gauge = Gauge.builder(name, value).description(about);
    labels.forEach(gauge::tag);
    gauge.register(registry);
  }

  /** Shows a number that only rises. */
  public void count(String name, String about, Supplier<Number> value) {
    counted.add(value);
    FunctionCounter.builder(name, value, it -> it.get().doubleValue())
        .description(about)
        .register(registry);
  }

  /** Has the page be what {@code extension} makes of it, on the thread of the call that asks. */
  public void extend(UnaryOperator<String> extension) {
    this.extension = extension;
  }

  /** Times a request until its answer is sent. */
  @Override
  public void handle(RoutingContext context) {
    long from = clock.nanos();
    context.addEndHandler(done -> record(context, clock.nanos() - from));
    context.next();
  }

  private void record(RoutingContext context, long nanos) {
    String template = context.get(Routes.TEMPLATE);
    Timer.builder("http.server.requests")
        .description("Requests to this server")
        .tag("method", method(context))
        .tag("uri", template == null ? "other" : template)
        .tag("status", Integer.toString(context.response().getStatusCode()))
        .serviceLevelObjectives(
            Duration.ofMillis(5),
            Duration.ofMillis(25),
            Duration.ofMillis(100),
            Duration.ofMillis(500))
        .register(registry)
        .record(nanos, TimeUnit.NANOSECONDS);
  }

  /** Methods are chosen by clients, so unknown ones share a label. */
  private static String method(RoutingContext context) {
    String name = context.request().method().name();
    return switch (name) {
      case "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS" -> name;
      default -> "OTHER";
    };
  }

  void routes(Routes routes) {
    routes.get(
        "/metrics",
        call -> Reply.of(MEDIA_TYPE, Buffer.buffer(extension.apply(registry.scrape()))));
  }

  @Override
  public void close() {
    gc.close();
    registry.close();
  }
}
