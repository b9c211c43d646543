package dev.pagefault.tools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.pagefault.sockets.FreePort;
import dev.pagefault.telemetry.Batch;
import dev.pagefault.telemetry.Identity;
import dev.pagefault.telemetry.SpanRecord;
import dev.pagefault.telemetry.Telemetry;
import dev.pagefault.time.ManualClock;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Against a receiver that keeps what it gets; protobuf has texts and ids in it as they are. */
class SpanExportTest {
  private static final Identity CHECKOUT = new Identity("checkout", "eu", "checkout-eu-1", "v1");
  private static final String CUSTOMER = "c0ffee00c0ffee00";

  /** What an exporter posted. */
  private record Posted(String path, String type, String body, int answered) {}

  private final ManualClock clock = new ManualClock();
  private final Measured drill = new Measured("4f1c9d", new Telemetry(clock));
  private final Queue<Posted> posted = new ConcurrentLinkedQueue<>();
  private final Heard heard = new Heard();
  private final Logger logger = (Logger) LoggerFactory.getLogger(SpanExport.class);
  private volatile int answer = 200;
  private HttpServer receiver;

  @BeforeEach
  void start() throws IOException {
    heard.start();
    logger.addAppender(heard);
    receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    receiver.createContext("/", this::take);
    receiver.start();
  }

  @AfterEach
  void stop() {
    receiver.stop(0);
    logger.detachAppender(heard);
  }

  private void take(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    int status = answer;
    posted.add(
        new Posted(
            exchange.getRequestURI().getPath(),
            String.valueOf(exchange.getRequestHeaders().getFirst("Content-Type")),
            new String(body, StandardCharsets.ISO_8859_1),
            status));
    exchange.sendResponseHeaders(status, -1);
    exchange.close();
  }

  private SpanExport export() {
    String address = "http://127.0.0.1:" + receiver.getAddress().getPort();
    return SpanExport.start(SpanExport.endpoint(address), () -> List.of(drill), clock);
  }

  private List<Posted> taken() {
    return posted.stream().filter(it -> it.answered() == 200).toList();
  }

  /** A failed trace of so many spans, each called by the one before, that is kept by now. */
  private void trace(int number, String name, int spans) {
    drill.telemetry().ingest(CHECKOUT, clock.epochMillis(), batch(failed(number, name, spans)));
    clock.advance(TimeUnit.SECONDS.toNanos(20));
    drill.telemetry().ingest(CHECKOUT, clock.epochMillis(), batch(List.of()));
  }

  private List<SpanRecord> failed(int number, String name, int spans) {
    List<SpanRecord> all = new ArrayList<>();
    for (int i = 0; i < spans; i++) {
      all.add(
          new SpanRecord(
              "%032x".formatted(number),
              span(number, i),
              i == 0 ? CUSTOMER : span(number, i - 1),
              CHECKOUT.service(),
              CHECKOUT.region(),
              CHECKOUT.instance(),
              CHECKOUT.version(),
              name,
              "server",
              clock.epochMillis() * 1000,
              25_000,
              "timed out",
              Map.of("http.route", "/orders")));
    }
    return all;
  }

  private static Batch batch(List<SpanRecord> spans) {
    return new Batch(List.of(), List.of(), spans, 0);
  }

  private static String span(int trace, int number) {
    return "%08x%08x".formatted(trace, number + 1);
  }

  private static String bytes(String hex) {
    return new String(HexFormat.of().parseHex(hex), StandardCharsets.ISO_8859_1);
  }

  @Test
  void spansOfRunningDrillsArriveWithWhoseTheyAre() {
    trace(7, "POST /orders", 2);
    try (SpanExport export = export()) {
      assertThat(export).isNotNull();
      await().until(() -> !posted.isEmpty());
      Posted first = posted.element();
      assertThat(first.path()).isEqualTo("/v1/traces");
      assertThat(first.type()).isEqualTo("application/x-protobuf");
      assertThat(first.body())
          .contains("service.name", "checkout", "service.instance.id", "checkout-eu-1")
          .contains("region", "eu", "drill", "4f1c9d")
          .contains("POST /orders", "timed out", "http.route")
          .contains(bytes("%032x".formatted(7)), bytes(span(7, 0)), bytes(span(7, 1)))
          .as("nobody has the customer's span")
          .doesNotContain(bytes(CUSTOMER));
    }
  }

  @Test
  void whatARefusingReceiverDidNotTakeIsSentAgainAndWhatItTookIsNot() {
    answer = 503;
    trace(1, "GET /first", 1);
    try (SpanExport export = export()) {
      assertThat(export).isNotNull();
      await().until(() -> posted.size() >= 2);
      assertThat(posted).allMatch(it -> it.body().contains("GET /first"));
      answer = 200;
      await().until(() -> taken().size() == 1);
      trace(2, "GET /second", 1);
      await().until(() -> taken().size() == 2);
      assertThat(taken().getFirst().body()).contains("GET /first");
      assertThat(taken().getLast().body()).contains("GET /second").doesNotContain("GET /first");
    }
  }

  @Test
  void aRequestIsBoundedAndTheNextGoesOn() {
    int traces = 30;
    int spans = 200;
    for (int i = 1; i <= traces; i++) {
      trace(i, "GET /many", spans);
    }
    try (SpanExport export = export()) {
      assertThat(export).isNotNull();
      await().until(() -> taken().stream().mapToInt(SpanExportTest::spans).sum() == traces * spans);
    }
    assertThat(taken()).allMatch(it -> spans(it) < SpanExport.SPANS_MAX + spans);
  }

  @Test
  void whatIsRefusedForGoodIsLeftOutAndTheNextGoesOn() {
    answer = 400;
    trace(1, "GET /refused", 1);
    URI to = SpanExport.endpoint("http://127.0.0.1:" + receiver.getAddress().getPort());
    try (SpanExport export = SpanExport.start(to, () -> List.of(drill), clock, 3)) {
      assertThat(export).isNotNull();
      await().until(() -> posted.size() >= 3); // a turn each
      answer = 200;
      trace(2, "GET /next", 1);
      await().until(() -> !taken().isEmpty());
      assertThat(taken().getFirst().body()).contains("GET /next").doesNotContain("GET /refused");
    }
  }

  @Test
  void theLastSecondsOfADrillArriveThoughNothingFollows() {
    drill.telemetry().ingest(CHECKOUT, clock.epochMillis(), batch(failed(1, "GET /last", 1)));
    clock.advance(TimeUnit.SECONDS.toNanos(11));
    try (SpanExport export = export()) {
      assertThat(export).isNotNull();
      await().until(() -> !taken().isEmpty());
      assertThat(taken().getFirst().body()).contains("GET /last");
    }
  }

  private static int spans(Posted it) {
    return it.body().split("GET /many", -1).length - 1;
  }

  @Test
  void aFailingReceiverIsComplainedOfOnceAMinute() {
    answer = 404;
    trace(1, "GET /orders", 1);
    try (SpanExport export = export()) {
      assertThat(export).isNotNull();
      await().until(() -> posted.size() >= 3);
      assertThat(heard.said).singleElement().asString().contains("/v1/traces", "doesn't take them");
      clock.advance(TimeUnit.SECONDS.toNanos(SpanExport.QUIET_SECONDS));
      await().until(() -> heard.said.size() == 2);
    }
    assertThat(heard.said).as("nor of the end").hasSize(2);
  }

  /** What is logged. */
  private static final class Heard extends AppenderBase<ILoggingEvent> {
    private final Queue<String> said = new ConcurrentLinkedQueue<>();

    @Override
    protected void append(ILoggingEvent event) {
      said.add(event.getFormattedMessage());
    }
  }

  @Test
  void aReceiverThatIsNotThereHarmsNobody() throws IOException {
    trace(1, "GET /orders", 1);
    URI nowhere = SpanExport.endpoint("http://127.0.0.1:" + FreePort.find());
    try (SpanExport export = SpanExport.start(nowhere, () -> List.of(drill), clock)) {
      assertThat(export).isNotNull();
      await().until(() -> !heard.said.isEmpty());
      assertThat(heard.said.element()).contains(nowhere.toString(), "ConnectException");
    }
    await()
        .until(() ->
            Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().equals("span-export")));
  }

  @Test
  void aReceiverIsNamedByItsAddress() {
    assertThat(SpanExport.endpoint("http://jaeger:4318"))
        .hasToString("http://jaeger:4318/v1/traces");
    assertThat(SpanExport.endpoint("https://otel.example/in/"))
        .hasToString("https://otel.example/in/v1/traces");
    assertThat(SpanExport.endpoint("http://jaeger:4318/v1/traces"))
        .hasToString("http://jaeger:4318/v1/traces");
    for (String wrong :
        List.of("jaeger:4318", "", "http://", "ftp://a", "http://a b", "http://canary@a")) {
      assertThatThrownBy(() -> SpanExport.endpoint(wrong))
          .as(wrong)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("--otlp")
          .hasMessageNotContaining("canary");
    }
  }
}
