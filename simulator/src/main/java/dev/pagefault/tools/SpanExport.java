package dev.pagefault.tools;

import dev.pagefault.telemetry.KeptTrace;
import dev.pagefault.telemetry.Telemetry;
import dev.pagefault.time.Clock;
import io.opentelemetry.api.metrics.MeterProvider;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.logging.Level;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends the traces that drills keep to an OTLP/HTTP receiver, once a second, on a thread of its
 * own. What doesn't arrive is sent again as long as the drill still holds it, but for what was
 * refused {@value #REFUSALS_MAX} times; nothing waits in between, and no drill waits for it. The
 * caller closes it.
 */
public final class SpanExport implements AutoCloseable {
  /** Seconds from one turn to the next. */
  static final int PERIOD_SECONDS = 1;

  /** Spans from which on a request is full; its last trace goes with it as a whole. */
  static final int SPANS_MAX = 2_000;

  /** Traces of a request. */
  static final int TRACES_MAX = 200;

  /** Requests of one drill in a turn. */
  static final int REQUESTS_MAX = 10;

  /** What was refused so often, for two minutes, is not sent again. */
  static final int REFUSALS_MAX = 120;

  /** Drills without an answer, after which a turn is over: one may be too much for the receiver. */
  private static final int SILENT_MAX = 2;

  /** How long a receiver may take to answer. */
  static final int ANSWER_SECONDS = 5;

  /** Least time between two complaints about a receiver. */
  static final int QUIET_SECONDS = 60;

  private static final String PATH = "/v1/traces";

  private static final String FORM =
      "--otlp is the address of an OTLP/HTTP receiver, such as http://localhost:4318;"
          + " without user, query or fragment";

  private static final Logger LOG = LoggerFactory.getLogger(SpanExport.class);

  /**
   * Where OpenTelemetry's exporter complains of each failure; we do, and less often. Held here, as
   * a logger that nobody holds forgets its level.
   */
  private static final java.util.logging.Logger LIBRARY =
      java.util.logging.Logger.getLogger("io.opentelemetry.exporter");

  private final URI endpoint;
  private final Supplier<List<Measured>> drills;
  private final Clock clock;
  private final int refusalsMax;
  private final SpanExporter exporter;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("span-export").daemon(true).factory());

  // used on the thread alone
  private final Map<Telemetry, Progress> progress = new WeakHashMap<>();
  private long leftOut;
  private @Nullable Long complainedNanos;
  private volatile boolean closed;

  /**
   * How far a drill's traces have arrived, by their numbers, and how often the next were refused.
   */
  private static final class Progress {
    private long arrived;
    private int refused;
    private long refusedTo;

    void to(long number) {
      arrived = number;
      refused = 0;
    }

    /** One more refusal; what was in the first one is what is given up. */
    int refused(long number) {
      refusedTo = refused == 0 ? number : refusedTo;
      return ++refused;
    }

    /** How many traces are left out with that. */
    long givesUp() {
      long leftOut = refusedTo - arrived;
      to(refusedTo);
      return leftOut;
    }
  }

  private SpanExport(URI endpoint, Supplier<List<Measured>> drills, Clock clock, int refusalsMax) {
    LIBRARY.setLevel(Level.OFF);
    this.refusalsMax = refusalsMax;
    this.endpoint = endpoint;
    this.drills = drills;
    this.clock = clock;
    this.exporter =
        OtlpHttpSpanExporter.builder()
            .setEndpoint(endpoint.toString())
            .setTimeout(Duration.ofSeconds(ANSWER_SECONDS))
            .setConnectTimeout(Duration.ofSeconds(ANSWER_SECONDS))
            .setRetryPolicy(null) // the next turn is
            .setMeterProvider(MeterProvider.noop())
            .build();
  }

  /**
   * Starts it.
   *
   * @param endpoint as {@link #endpoint} makes it
   * @param drills asked once a second for those whose traces are sent
   */
  public static SpanExport start(URI endpoint, Supplier<List<Measured>> drills, Clock clock) {
    return start(endpoint, drills, clock, REFUSALS_MAX);
  }

  static SpanExport start(
      URI endpoint, Supplier<List<Measured>> drills, Clock clock, int refusalsMax) {
    SpanExport export = new SpanExport(endpoint, drills, clock, refusalsMax);
    var _ =
        export.thread.scheduleWithFixedDelay(
            export::turn, PERIOD_SECONDS, PERIOD_SECONDS, TimeUnit.SECONDS);
    return export;
  }

  /**
   * Where a receiver of that address takes traces: {@code http://jaeger:4318} means {@code
   * http://jaeger:4318/v1/traces}. Throws {@link IllegalArgumentException} with one sentence, which
   * doesn't repeat the address.
   */
  public static URI endpoint(String address) {
    URI uri;
    try {
      uri = new URI(address);
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(FORM, e);
    }
    boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
    boolean plain =
        uri.getRawUserInfo() == null && uri.getRawQuery() == null && uri.getRawFragment() == null;
    if (!http || !plain || uri.getHost() == null) {
      throw new IllegalArgumentException(FORM);
    }
    String base = address.endsWith("/") ? address.substring(0, address.length() - 1) : address;
    return base.endsWith(PATH) ? URI.create(base) : URI.create(base + PATH);
  }

  /** What became of a request. */
  private enum Went {
    /** All that there was has arrived. */
    ALL,
    /** It was full: there is more. */
    FULL,
    /** The receiver answered that it doesn't take it. */
    REFUSED,
    /** The receiver didn't answer. */
    NOWHERE
  }

  private void turn() {
    int silent = 0;
    try {
      for (Measured drill : drills.get()) {
        Went went = send(drill);
        for (int more = 1; went == Went.FULL && more < REQUESTS_MAX; more++) {
          went = send(drill);
        }
        if (went == Went.NOWHERE && ++silent == SILENT_MAX) {
          return; // neither is there an answer for the next drill
        }
      }
    } catch (RuntimeException e) { // thrown on, it would end all further turns
      complain(e.toString());
    }
  }

  /** Sends what a drill has, as far as it goes into one request. */
  private Went send(Measured drill) {
    Telemetry telemetry = drill.telemetry();
    Progress progress = this.progress.computeIfAbsent(telemetry, it -> new Progress());
    DrillSpans made = new DrillSpans(drill.drill());
    List<SpanData> spans = new ArrayList<>();
    int traces = 0;
    long last = progress.arrived;
    long pushedOut = 0;
    for (KeptTrace kept : telemetry.tracesAfter(last, TRACES_MAX)) {
      if (spans.size() >= SPANS_MAX) {
        break;
      }
      spans.addAll(made.of(kept.trace()));
      traces++;
      pushedOut += last == 0 ? 0 : kept.number() - last - 1; // what was before the drill is no loss
      last = kept.number();
    }
    if (!spans.isEmpty()) {
      CompletableResultCode result =
          exporter.export(spans).join(ANSWER_SECONDS + 1, TimeUnit.SECONDS);
      if (!result.isSuccess()) {
        Throwable failure = result.getFailureThrowable();
        IOException broken = broken(failure);
        boolean answered = broken == null && failure != null;
        if (answered && progress.refused(last) >= refusalsMax) {
          leftOut += progress.givesUp();
        }
        complain(why(failure, broken));
        return answered ? Went.REFUSED : Went.NOWHERE;
      }
    }
    progress.to(last);
    if (pushedOut > 0) {
      leftOut += pushedOut;
      complain("there are more than it takes");
    }
    return traces == TRACES_MAX || spans.size() >= SPANS_MAX ? Went.FULL : Went.ALL;
  }

  private void complain(String why) {
    Long before = complainedNanos;
    long now = clock.nanos();
    boolean loud = before == null || now - before >= TimeUnit.SECONDS.toNanos(QUIET_SECONDS);
    if (loud && !closed) {
      complainedNanos = now;
      LOG.warn(
          "Spans of drills don't reach {}: {}. They are sent again while they are kept; {} traces were left out so far",
          endpoint,
          why,
          leftOut);
    }
  }

  /** What broke on the way to the receiver; null: it answered, or took too long. */
  private static @Nullable IOException broken(@Nullable Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof IOException io) {
        return io;
      }
    }
    return null;
  }

  private static String why(@Nullable Throwable failure, @Nullable IOException broken) {
    if (failure == null) {
      return "no answer within " + ANSWER_SECONDS + " s";
    }
    if (broken != null) { // what is around it says only who asked whom
      String message = broken.getMessage();
      return broken.getClass().getSimpleName() + (message == null ? "" : ": " + message);
    }
    return failure.getCause() == null ? "it answers, but doesn't take them" : failure.toString();
  }

  /** Ends it; what has not arrived by now doesn't. */
  @Override
  public void close() {
    closed = true;
    thread.shutdownNow();
    exporter.shutdown().join(ANSWER_SECONDS, TimeUnit.SECONDS);
  }
}
