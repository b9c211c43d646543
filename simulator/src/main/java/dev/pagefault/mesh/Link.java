package dev.pagefault.mesh;

import dev.pagefault.time.Clock;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import io.github.resilience4j.retry.RetryRegistry;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.DoubleSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How an instance calls one service: its peers in turn, and the client policy.
 *
 * <pre>
 *   call ─▶ retry ─▶ breaker ─▶ timeout ─▶ pool ─▶ wire     each attempt passes all behind retry
 * </pre>
 *
 * <p>Retries and breaker are resilience4j's. Calls run on the worker's thread; {@link #reload} may
 * come from any.
 */
final class Link {
  /** Calls that a breaker judges by. */
  static final int BREAKER_WINDOW = 50;

  /** Calls before a breaker judges at all. */
  static final int BREAKER_MINIMUM = 20;

  /** Share of failed calls, percent, that opens a breaker. */
  static final float BREAKER_THRESHOLD = 50;

  /** How long a breaker stays open. */
  static final Duration BREAKER_OPEN = Duration.ofSeconds(5);

  /** Calls that try whether it is well again. */
  static final int BREAKER_TRIALS = 5;

  /** Longest pause between two attempts, milliseconds. */
  static final long BACKOFF_MAX = 10_000;

  private final MeshHost host;
  private final String service;
  private final @Nullable Trust trust;
  private final Caller caller;
  private final RetryRegistry retries;
  private final CircuitBreakerRegistry breakers;
  private final LogBook log;
  private final Clock clock;
  private final DoubleSupplier random;
  private final AtomicInteger turn = new AtomicInteger();
  private volatile LinkPolicy policy;
  private volatile Wire wire;
  private volatile List<String> peers = List.of();
  private volatile Map<String, String> names = Map.of();
  private volatile @Nullable Retry retry;
  private volatile @Nullable CircuitBreaker breaker;

  /**
   * @param trust null: calls go over plain HTTP
   * @param retries where its retry is registered, so that it is measured
   * @param random from 0 to 1, for jitter
   */
  Link(
      MeshHost host,
      String service,
      LinkPolicy policy,
      @Nullable Trust trust,
      Caller caller,
      RetryRegistry retries,
      CircuitBreakerRegistry breakers,
      LogBook log,
      DoubleSupplier random,
      Clock clock) {
    this.host = host;
    this.service = service;
    this.policy = policy;
    this.trust = trust;
    this.caller = caller;
    this.retries = retries;
    this.breakers = breakers;
    this.log = log;
    this.random = random;
    this.clock = clock;
    this.wire = wire(policy);
    this.retry = retryFor(policy);
    this.breaker = breakerFor(policy);
  }

  String service() {
    return service;
  }

  LinkPolicy policy() {
    return policy;
  }

  Wire wire() {
    return wire;
  }

  /** Whom it trusts; null: it speaks plain HTTP. */
  @Nullable Trust trust() {
    return trust;
  }

  private Wire wire(LinkPolicy wanted) {
    return new Wire(host, caller.loop(), wanted.poolMax(), wanted.queueMax(), trust);
  }

  int peerCount() {
    return Math.max(1, peers.size());
  }

  /** Its peers' addresses as they are now, and how messages call each. */
  Map<String, String> peers() {
    Map<String, String> now = new LinkedHashMap<>();
    Map<String, String> called = names;
    peers.forEach(address -> now.put(address, called.getOrDefault(address, service)));
    return now;
  }

  /** Takes over what differs. */
  synchronized void reload(LinkPolicy wanted, List<String> peers, Map<String, String> names) {
    LinkPolicy before = policy;
    boolean redirected = redirected(this.peers, this.names, peers, names);
    this.peers = List.copyOf(peers);
    this.names = names;
    this.policy = wanted;
    if (!wanted.sameWire(before) || redirected) {
      Wire old = wire;
      wire = wire(wanted);
      old.retire();
    }
    if (wanted.retries() != before.retries() || wanted.backoffMillis() != before.backoffMillis()) {
      retry = retryFor(wanted);
    }
    if (wanted.breaker() != before.breaker()) {
      breaker = breakerFor(wanted);
    }
  }

  /**
   * Whether an address has come in place of another that was called the same: the way to that peer
   * has changed, and connections over the old one are given up. An instance keeps its address for
   * life, so that mere coming and going doesn't count.
   */
  private static boolean redirected(
      List<String> old, Map<String, String> oldNames, List<String> now, Map<String, String> names) {
    Set<String> gone =
        old.stream()
            .filter(it -> !now.contains(it))
            .map(it -> oldNames.getOrDefault(it, it))
            .collect(Collectors.toSet());
    return now.stream()
        .filter(it -> !old.contains(it))
        .map(it -> names.getOrDefault(it, it))
        .anyMatch(gone::contains);
  }

  /** Calls {@code METHOD /path} with all that the exchange knows. */
  CallOutcome call(String endpoint, Exchange exchange) throws InterruptedException {
    Retry policyRetry = retry;
    if (policyRetry == null) {
      return guarded(endpoint, exchange, 1);
    }
    Retry.Context<CallOutcome> attempts = policyRetry.context();
    for (int attempt = 1; ; attempt++) {
      CallOutcome outcome = guarded(endpoint, exchange, attempt);
      if (!again(attempts, outcome)) {
        attempts.onComplete();
        return outcome;
      }
      log.add(
          "warn",
          caller.logger("client"),
          message(outcome) + ", retrying",
          exchange.traceId(),
          Map.of("client", service));
    }
  }

  /** Whether to try once more, after the pause. */
  private static boolean again(Retry.Context<CallOutcome> attempts, CallOutcome outcome)
      throws InterruptedException {
    try {
      return attempts.onResult(outcome);
    } catch (CancellationException e) { // resilience4j's word for it
      Thread.interrupted();
      throw new InterruptedException("interrupted while waiting to try again");
    }
  }

  private CallOutcome guarded(String endpoint, Exchange exchange, int attempt)
      throws InterruptedException {
    CircuitBreaker guard = breaker;
    String address = next();
    String peer = address == null ? service : names.getOrDefault(address, service);
    if (guard != null && !guard.tryAcquirePermission()) {
      return new CallOutcome.Broken(
          "%s → %s not called: CircuitBreaker '%s' is %s and does not permit further calls"
              .formatted(caller.name(), peer, service, guard.getState()));
    }
    long start = clock.nanos();
    boolean told = false;
    try {
      CallOutcome outcome =
          address == null
              ? new CallOutcome.Failed(
                  0, "%s → %s: no instance in rotation".formatted(caller.name(), service))
              : caller.attempt(this, endpoint, exchange, address, peer, attempt);
      if (guard != null) {
        guard.onResult(clock.nanos() - start, TimeUnit.NANOSECONDS, outcome);
        told = true;
      }
      return outcome;
    } finally {
      if (guard != null && !told) {
        guard.releasePermission();
      }
    }
  }

  static String message(CallOutcome outcome) {
    return switch (outcome) {
      case CallOutcome.Ok ok -> "answered " + ok.status();
      case CallOutcome.Refused refused -> refused.message();
      case CallOutcome.Failed failed -> failed.message();
      case CallOutcome.TimedOut timedOut -> timedOut.message();
      case CallOutcome.Broken broken -> broken.message();
    };
  }

  Future<Void> close() {
    return wire.close();
  }

  private @Nullable String next() {
    List<String> all = peers;
    return all.isEmpty() ? null : all.get(Math.floorMod(turn.getAndIncrement(), all.size()));
  }

  private @Nullable Retry retryFor(LinkPolicy wanted) {
    retries.remove(service);
    if (wanted.retries() == 0) {
      return null;
    }
    RetryConfig config =
        RetryConfig.<CallOutcome>custom()
            .maxAttempts(wanted.retries() + 1)
            .retryOnResult(CallOutcome::mayBeRetried)
            .intervalFunction(attempt -> pause(wanted.backoffMillis(), attempt))
            .build();
    return retries.retry(service, config);
  }

  /**
   * Full jitter: uniform between 0 and {@code base · 2^(attempt-1)} (AWS Architecture Blog,
   * "Exponential Backoff And Jitter", 2015).
   */
  private long pause(long base, int attempt) {
    double top = Math.min(BACKOFF_MAX, base * Math.scalb(1.0, attempt - 1));
    return (long) (random.getAsDouble() * top);
  }

  private @Nullable CircuitBreaker breakerFor(LinkPolicy wanted) {
    breakers.remove(service);
    if (!wanted.breaker()) {
      return null;
    }
    CircuitBreakerConfig config =
        CircuitBreakerConfig.custom()
            .slidingWindowSize(BREAKER_WINDOW)
            .minimumNumberOfCalls(BREAKER_MINIMUM)
            .failureRateThreshold(BREAKER_THRESHOLD)
            .waitDurationInOpenState(BREAKER_OPEN)
            .permittedNumberOfCallsInHalfOpenState(BREAKER_TRIALS)
            .recordResult(
                outcome -> outcome instanceof CallOutcome call && !(call instanceof CallOutcome.Ok))
            .build();
    CircuitBreaker made = breakers.circuitBreaker(service, config);
    made.getEventPublisher()
        .onStateTransition(event ->
            log.warn(
                "io.github.resilience4j.circuitbreaker",
                "CircuitBreaker '%s' changed state from %s to %s"
                    .formatted(
                        service,
                        event.getStateTransition().getFromState(),
                        event.getStateTransition().getToState())));
    return made;
  }
}
