package dev.pagefault.mesh;

import dev.pagefault.hardware.Hardware;
import dev.pagefault.hardware.Retained;
import dev.pagefault.scenario.ByteSize;
import dev.pagefault.scenario.Step;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What steps hold in the memory of their process, and for how long: entries of caches, listeners,
 * answers that were not read. On the worker's thread.
 */
final class MemorySteps {
  /** Deliveries of one event between two looks whether the process stands still. */
  static final int BATCH = 100;

  /** What is left of an answer that was not read, as a Netty client holds it. */
  private static final String UNREAD = "io.netty.buffer.PooledUnsafeHeapByteBuf";

  private final String service;
  private final Hardware hardware;
  private final Meters meters;
  private final LogBook log;
  private final Map<String, Topic> topics = new ConcurrentHashMap<>();

  MemorySteps(String service, Hardware hardware, Meters meters, LogBook log) {
    this.service = service;
    this.hardware = hardware;
    this.meters = meters;
    this.log = log;
  }

  /** What a compute step leaves behind. */
  void computed(Step.Compute step) {
    ByteSize garbage = step.allocate();
    if (garbage != null) {
      hardware.heap().allocate(garbage.bytes());
    }
    if (step.collect()) {
      hardware.heap().collect();
    }
  }

  /** Puts what a miss yielded into a cache. */
  void keep(Step.Cache step, TtlCache cache, String key, Map<String, String> fresh) {
    Duration ttl = step.ttl();
    Integer most = step.maxEntries();
    ByteSize entry = step.entry();
    Retained held =
        entry == null
            ? null
            : hardware.heap().retain(type(step.type(), step.cache(), "Cache$Entry"), entry.bytes());
    cache.put(
        key,
        fresh,
        ttl == null ? TtlCache.FOR_EVER : ttl.toNanos(),
        most == null ? TtlCache.UNBOUNDED : most,
        held);
  }

  /** Keeps an answer that was not read, where the step says so and it is none of 2xx. */
  void unread(Step.Call step, CallOutcome outcome) {
    ByteSize size = step.unread();
    boolean unread =
        switch (outcome) {
          case CallOutcome.Ok ok -> ok.status() / 100 != 2;
          case CallOutcome.Failed failed -> failed.status() > 0;
          case CallOutcome.Refused refused -> false;
          case CallOutcome.TimedOut timedOut -> false;
          case CallOutcome.Broken broken -> false;
        };
    if (size != null && unread) {
      var _ = hardware.heap().retain(UNREAD, size.bytes());
    }
  }

  void listen(Step.Listen step, Exchange exchange) {
    Topic topic = topic(step.topic());
    if (!topic.register()) {
      log.add(
          "error",
          service + ".eventbus",
          "handler not registered at %s: registered=%d max=%d"
              .formatted(step.topic(), topic.listeners(), Topic.LISTENERS_MAX),
          exchange.traceId(),
          Map.of("step", step.id()));
      return;
    }
    Retained held =
        hardware.heap().retain(type(step.type(), step.topic(), "Listener"), step.size().bytes());
    exchange.atEnd(well -> {
      if (stays(step.close(), well)) {
        topic.abandon(held);
      } else {
        topic.unregister(held);
      }
    });
  }

  private static boolean stays(Step.Unregister close, boolean well) {
    return switch (close) {
      case ALWAYS -> false;
      case ON_SUCCESS -> !well;
      case NEVER -> true;
    };
  }

  void emit(Step.Emit step) throws InterruptedException {
    Topic topic = topic(step.topic());
    int left = topic.publish();
    while (left > 0) {
      int now = Math.min(left, BATCH);
      hardware.heap().allocate(now * Garbage.PER_DELIVERY);
      hardware.cpu().spend(now * step.cpu().toNanos());
      hardware.heap().safepoint();
      topic.delivered(now);
      left -= now;
    }
  }

  /** Lets go of everything, as the end of the process does. */
  void close() {
    topics.values().forEach(Topic::clear);
  }

  private Topic topic(String name) {
    return topics.computeIfAbsent(
        name,
        address -> {
          Topic topic = new Topic();
          meters.gauge("vertx.eventbus.handlers", "address", address, topic, Topic::listeners);
          meters.counter("vertx.eventbus.published", "address", address, topic, Topic::published);
          meters.counter("vertx.eventbus.delivered", "address", address, topic, Topic::delivered);
          return topic;
        });
  }

  /** {@code app.storefront.ProductPagesCache$Entry}, where the step names no class. */
  private String type(@Nullable String given, String name, String ending) {
    if (given != null) {
      return given;
    }
    StringBuilder type = new StringBuilder("app.").append(service.replaceAll("\\W", ""));
    type.append('.');
    for (String word : name.split("\\W+", -1)) {
      if (!word.isEmpty()) {
        type.append(word.substring(0, 1).toUpperCase(Locale.ROOT)).append(word.substring(1));
      }
    }
    return type.append(ending).toString();
  }
}
