package dev.pagefault.mesh;

import dev.pagefault.scenario.Topology;
import dev.pagefault.time.Clock;
import io.micrometer.core.instrument.Timer;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;

/**
 * Takes messages off a queue and runs a consumer's steps for each, so many at a time. One thread
 * polls, each message has one of its own; all are virtual and end with {@link #close}.
 */
final class ConsumerLoop {
  /** Pause after a poll that failed, nanoseconds. */
  private static final long PAUSE = 500_000_000L;

  private final String name;
  private final Topology.Consumer consumer;
  private final StepRunner steps;
  private final QueueClient queues;
  private final Tracing tracing;
  private final LogBook log;
  private final String service;
  private final Clock clock;
  private final Timer delay;
  private final Semaphore free;
  private final Set<Thread> threads = ConcurrentHashMap.newKeySet();
  private final Set<Exchange> busy = ConcurrentHashMap.newKeySet();
  private final Thread poller;
  private volatile boolean closed;

  ConsumerLoop(
      String name,
      Topology.Consumer consumer,
      StepRunner steps,
      QueueClient queues,
      Tracing tracing,
      Meters meters,
      LogBook log,
      String service,
      Clock clock) {
    this.name = name;
    this.consumer = consumer;
    this.steps = steps;
    this.queues = queues;
    this.tracing = tracing;
    this.log = log;
    this.service = service;
    this.clock = clock;
    this.delay =
        Timer.builder("queue.handling.delay")
            .tag("queue", consumer.queue())
            .register(meters.registry());
    this.free = new Semaphore(consumer.concurrency());
    this.poller = Thread.ofVirtual().name("poll-" + name).start(this::poll);
  }

  Topology.Consumer consumer() {
    return consumer;
  }

  List<Exchange> busy() {
    return List.copyOf(busy);
  }

  /** Interrupts what is at work; its messages are delivered again. */
  void close() {
    closed = true;
    poller.interrupt();
    threads.forEach(Thread::interrupt);
  }

  private void poll() {
    try {
      while (!closed) {
        free.acquire();
        int permits = 1 + free.drainPermits();
        int used = 0;
        try {
          for (QueueMessage message : queues.poll(consumer.queue(), permits)) {
            used++;
            start(message);
          }
        } catch (QueueClient.QueueException e) {
          log.warn(service + ".consumer", String.valueOf(e.getMessage()));
          LockSupport.parkNanos(this, PAUSE);
        } finally {
          free.release(permits - used);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // closed
    }
  }

  private void start(QueueMessage message) {
    Thread thread = Thread.ofVirtual().name("consume-" + name).unstarted(() -> handle(message));
    threads.add(thread);
    thread.start();
    if (closed) {
      thread.interrupt();
    }
  }

  private void handle(QueueMessage message) {
    Context parent = Tracing.extract(message.traceparent());
    Span span = tracing.start(parent, "consume " + consumer.queue(), SpanKind.CONSUMER);
    span.setAttribute("messaging.destination.name", consumer.queue());
    Exchange exchange =
        new Exchange(
            name,
            new HashMap<>(message.attributes()),
            message.baggage(),
            parent,
            span,
            clock.nanos());
    busy.add(exchange);
    String error = "interrupted";
    try {
      Stop stop = steps.run(consumer.steps(), exchange);
      error = stop == null ? null : stop.step() + ": " + stop.message();
      if (stop == null) {
        long waited = Math.max(0, clock.epochMillis() - message.publishedAt());
        delay.record(Duration.ofMillis(waited));
      } else {
        Map<String, String> fields = new HashMap<>(tracing.segments(exchange));
        fields.put("queue", consumer.queue());
        fields.put("step", stop.step());
        if (stop.field() != null) {
          fields.put("field", stop.field());
        }
        log.add(
            "error",
            service + ".consumer",
            "message %s of %s failed, delivery %d: %s"
                .formatted(message.id(), consumer.queue(), message.delivery(), error),
            exchange.traceId(),
            fields);
      }
      queues.settle(consumer.queue(), message.id(), stop == null);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // closed
    } finally {
      exchange.end();
      busy.remove(exchange);
      Tracing.end(span, error);
      threads.remove(Thread.currentThread());
      free.release();
    }
  }
}
