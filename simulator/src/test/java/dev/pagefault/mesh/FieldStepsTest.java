package dev.pagefault.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pagefault.scenario.FieldStep;
import dev.pagefault.scenario.Step;
import dev.pagefault.telemetry.Batch;
import dev.pagefault.telemetry.LogLine;
import dev.pagefault.time.Clock;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Steps on fields, on an instance with real sockets. */
class FieldStepsTest extends BoxTest {
  private static final String TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

  @Test
  void aWrongCharsetLengthensNamesAndFindsNobodyUntilTheSettingIsMended() {
    Box box =
        Box.of("labels")
            .endpoint(
                "GET /label",
                new FieldStep.Decode("read-name", null, "name", "utf-8", "${label.charset}", null),
                new FieldStep.Compare(
                    "fits",
                    null,
                    "name",
                    FieldStep.Must.AT_MOST_CHARACTERS,
                    null,
                    "12",
                    null,
                    FieldStep.Lack.FAIL,
                    422),
                new Step.Query(
                    "find",
                    null,
                    "orders-db",
                    "select 'found' as it from (values ('Zoë'), ('Nguyễn Ánh')) p(name) where name"
                        + " = :name",
                    List.of("it"),
                    404,
                    Step.Close.ALWAYS))
            .database("orders-db", orders)
            .set("label.charset", "utf-8");
    Instance labels = start(box);
    HttpResponse<String> healthy = get(labels, label("Zoë"));
    assertThat(healthy.statusCode()).as(healthy.body()).isEqualTo(200);
    assertThat(healthy.body()).isEqualTo("{\"name\":\"Zoë\",\"it\":\"found\"}");
    assertThat(healthy.headers().firstValue("content-type"))
        .hasValue("application/json; charset=utf-8");
    assertThat(get(labels, label("Nguyễn Ánh")).statusCode()).isEqualTo(200);

    done(labels.apply(box.set("label.charset", "iso-8859-1").spec()));
    assertThat(get(labels, label("Zoë")).statusCode()).as("nobody has that name").isEqualTo(404);
    assertThat(get(labels, label("Nguyễn Ánh")).body())
        .contains("fits: value too long for name: 13 characters, at most 12");
    Reading.Raw bytes = read(labels, Diagnostic.BYTES, "labels-eu-1/name");
    assertThat(bytes.text()).contains("5a6f c3ab").contains("5a6f c383 c2ab");
    assertThat(bytes.figures().get(FieldFigures.REREAD)).isPositive();

    done(labels.apply(box.set("label.charset", "utf-8").spec()));
    assertThat(get(labels, label("Zoë")).statusCode()).isEqualTo(200);
    assertThat(get(labels, label("Nguyễn Ánh")).statusCode()).isEqualTo(200);
  }

  private static String label(String name) {
    return "/label?name=" + URLEncoder.encode(name, StandardCharsets.UTF_8);
  }

  @Test
  void anAbsentFieldFailsForThoseAloneWhoHaveNoneAndTheLogSaysWho() {
    Instance loyalty =
        start(Box.of("loyalty").endpoint("GET /points", tier(FieldStep.Lack.FAIL, null)));
    assertThat(get(loyalty, "/points?loyalty_tier=GOLD").statusCode()).isEqualTo(200);
    HttpResponse<String> guest =
        get(loyalty, "/points", "traceparent", TRACE, "baggage", "membership=guest,locale=vi");
    assertThat(guest.statusCode()).isEqualTo(500);
    assertThat(guest.body()).contains("because \\\"loyaltyTier\\\" is null");
    assertThat(get(loyalty, "/points?loyalty_tier=PLATINUM").body())
        .contains("java.lang.IllegalArgumentException: No enum constant LoyaltyTier.PLATINUM");

    List<LogLine> errors = errors(loyalty);
    assertThat(errors).hasSize(2);
    assertThat(errors.getFirst().message()).contains("java.lang.NullPointerException");
    assertThat(errors.getFirst().traceId()).isEqualTo(TRACE.substring(3, 35));
    assertThat(errors.getFirst().fields())
        .containsEntry("membership", "guest")
        .containsEntry("locale", "vi")
        .containsEntry("field", "loyalty_tier")
        .containsEntry("step", "read-tier");
    assertThat(spans(loyalty))
        .anyMatch(span -> String.valueOf(span.error()).contains("NullPointerException"));
    assertThat(meter(loyalty, "http_server_requests_seconds", "/points", "500")).isPositive();
    assertThat(samples(loyalty, "http_server_requests_seconds"))
        .allMatch(sample -> !sample.labels().toString().contains("PLATINUM"));
  }

  @Test
  void anAbsentFieldCanBeSkippedOrDefaulted() {
    Instance skips = start(Box.of("skips").endpoint("GET /p", tier(FieldStep.Lack.SKIP, null)));
    assertThat(get(skips, "/p").body()).isEqualTo("{}");
    Instance defaults =
        start(Box.of("defaults").endpoint("GET /p", tier(FieldStep.Lack.DEFAULT, "BASIC")));
    assertThat(get(defaults, "/p").body()).isEqualTo("{\"loyalty_tier\":\"BASIC\"}");
    assertThat(read(defaults, Diagnostic.BYTES, "defaults-eu-1/loyalty_tier").figures())
        .containsEntry(FieldFigures.ABSENT, 1.0);
  }

  private static Step tier(FieldStep.Lack absent, @Nullable String otherwise) {
    return new FieldStep.Parse(
        "read-tier",
        null,
        "loyalty_tier",
        FieldStep.Form.ENUM,
        List.of("BASIC", "GOLD"),
        null,
        absent,
        FieldStep.Lack.FAIL,
        otherwise,
        500);
  }

  @Test
  void aHostWithTheWrongZonePromisesAnotherDayNearMidnight() {
    // 23:30 in London, which is half past midnight in Berlin
    Box box =
        Box.of("shipping")
            .endpoint(
                "GET /day",
                new FieldStep.LocalTime(
                    "ship-day",
                    null,
                    null,
                    "${time.zone}",
                    Duration.ZERO,
                    FieldStep.Shown.DATE,
                    "ship_date",
                    500),
                new FieldStep.Compare(
                    "as-promised",
                    null,
                    "ship_date",
                    FieldStep.Must.SAME_DATE,
                    "promised",
                    null,
                    "Europe/Berlin",
                    FieldStep.Lack.FAIL,
                    409))
            .set("time.zone", "Europe/Berlin");
    Instance shipping =
        done(Instance.start(host, box.spec(), at(Instant.parse("2026-01-14T23:30:00Z"))));
    try {
      assertThat(get(shipping, "/day?promised=2026-01-15").body()).contains("2026-01-15");
      Reading.Raw usual = read(shipping, Diagnostic.BYTES, "shipping-eu-1/ship_date");

      done(shipping.apply(box.set("time.zone", "Europe/London").spec()));
      HttpResponse<String> wrong = get(shipping, "/day?promised=2026-01-15");
      assertThat(wrong.statusCode()).isEqualTo(409);
      assertThat(wrong.body())
          .contains("shipDate \\\"2026-01-14\\\" does not match promised \\\"2026-01-15\\\"");
      assertThat(usual.figures()).containsEntry(FieldFigures.OFFSET_MINUTES, 60.0);

      done(shipping.apply(box.set("time.zone", "Europe/Berlin").spec()));
      assertThat(get(shipping, "/day?promised=2026-01-15").statusCode()).isEqualTo(200);
    } finally {
      done(shipping.stop());
    }
  }

  @Test
  void aZoneCanBeTheCustomersOwnAndOneThatIsNoneIsAnError() {
    Instance shipping =
        start(
            Box.of("shipping")
                .endpoint(
                    "GET /day",
                    new FieldStep.LocalTime(
                        "day",
                        null,
                        "placed_at",
                        ":zone",
                        Duration.ofDays(1),
                        FieldStep.Shown.OFFSET_TIME,
                        "due",
                        500)));
    // the night in which summer time begins: 24 h later the clock is 25 h on
    assertThat(get(shipping, "/day?placed_at=1774726200000&zone=Europe/Berlin").body())
        .isEqualTo("{\"due\":\"2026-03-29T21:30+02:00\"}");
    assertThat(get(shipping, "/day?placed_at=1774726200000&zone=Asia%2FTokyo").body())
        .isEqualTo("{\"due\":\"2026-03-30T04:30+09:00\"}");
    assertThat(get(shipping, "/day?placed_at=1774726200000&zone=Mars%2FPhobos").body())
        .contains("java.time.zone.ZoneRulesException: Unknown time-zone ID: Mars/Phobos");
    assertThat(get(shipping, "/day?zone=UTC").body()).contains("because \\\"placedAt\\\" is null");
  }

  private List<LogLine> errors(Instance instance) {
    List<LogLine> errors = new ArrayList<>();
    Batch batch = collect(instance);
    batch.logs().stream().filter(line -> line.level().equals("error")).forEach(errors::add);
    return errors;
  }

  private Clock at(Instant now) {
    return new Clock() {
      @Override
      public long nanos() {
        return clock.nanos();
      }

      @Override
      public long epochMillis() {
        return now.toEpochMilli();
      }
    };
  }
}
