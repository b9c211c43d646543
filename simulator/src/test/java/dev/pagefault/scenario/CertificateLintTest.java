package dev.pagefault.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Certificates as topologies write them, and who chooses among them. */
class CertificateLintTest {
  private static final String SHOP = "topologies/shop.yaml";
  private static final String CURRENCY = "      charge.currency: EUR\n";
  private static final String BOTH =
      "{p-2025: {age: 364d, expires-in: 60s}, p-2026: {expires-in: 90d}}";

  private final CopiedLibrary library;

  CertificateLintTest(@TempDir Path folder) throws IOException {
    this.library = CopiedLibrary.in(folder);
  }

  @Test
  void certificates_are_read_in_their_order() throws IOException {
    payment(BOTH, "p-2026");
    library.replace(
        SHOP,
        "change: {kind: config, target: pricing, key: promotions.max-percent, value: \"45\"}",
        "change: {kind: config, target: payment/eu, key: tls.certificate, value: p-2025}");
    assertThat(library.problems(SHOP)).isEmpty();
    Topology.Service payment =
        Objects.requireNonNull(library.load().library().topology("shop").services().get("payment"));
    assertThat(payment.certificates().keySet()).containsExactly("p-2025", "p-2026");
    assertThat(payment.certificates())
        .containsEntry(
            "p-2025", new Topology.Certificate(Duration.ofDays(364), Duration.ofSeconds(60)))
        .containsEntry(
            "p-2026", new Topology.Certificate(Duration.ofDays(30), Duration.ofDays(90)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {a: {expires-in: 2s}}             | certificates.a.expires-in | is out of bounds           | 5s to 825d
          {a: {expires-in: 900d}}           | certificates.a.expires-in | is out of bounds           | 5s to 825d
          {a: {expires-in: 1d, age: -1d}}   | certificates.a.age        | is out of bounds           | 0s to 825d
          {a: {age: 1d}}                    | certificates.a.expires-in | is missing                 | expires-in
          {a: {expires-in: soon}}           | certificates.a.expires-in | "soon" is not a duration   | 2s
          {A b: {expires-in: 1d}}           | certificates.A b          | is no certificate's name   | payment-2026-11
          """)
  void a_certificate_that_cannot_be_is_told(
      String yaml, String field, String message, String wayOut) throws IOException {
    payment(yaml, null);
    assertThat(library.problems(SHOP))
        .anySatisfy(problem -> {
          assertThat(problem.field()).isEqualTo("services.payment." + field);
          assertThat(problem.message()).contains(message);
          assertThat(problem.wayOut()).contains(wayOut);
        });
  }

  @Test
  void a_setting_chooses_one_that_is_there() throws IOException {
    payment(BOTH, "p-2027");
    assertThat(library.problems(SHOP))
        .anySatisfy(problem -> {
          assertThat(problem.field()).isEqualTo("services.payment.settings.tls.certificate");
          assertThat(problem.message()).isEqualTo("there is no certificate p-2027");
          assertThat(problem.wayOut()).contains("p-2026");
        });
  }

  @Test
  void a_service_without_any_has_no_such_setting() throws IOException {
    library.replace(SHOP, CURRENCY, CURRENCY + "      tls.certificate: p-2026\n");
    assertThat(library.problems(SHOP))
        .anySatisfy(
            problem -> assertThat(problem.message()).isEqualTo("chooses among no certificates"));
  }

  @Test
  void customers_reach_the_edge_over_plain_http() throws IOException {
    library.replace(
        SHOP,
        "  " + library.load().library().topology("shop").edge() + ":\n",
        "  "
            + library.load().library().topology("shop").edge()
            + ":\n    certificates: {a: {expires-in: 30d}}\n");
    assertThat(library.problems(SHOP))
        .anySatisfy(
            problem -> assertThat(problem.message()).contains("customers reach over plain HTTP"));
  }

  private void payment(String certificates, @Nullable String chosen) throws IOException {
    String setting = chosen == null ? "" : "      tls.certificate: " + chosen + "\n";
    library.replace(SHOP, CURRENCY, CURRENCY + setting);
    library.replace(
        SHOP,
        "    about: Charges customers' cards",
        "    certificates: " + certificates + "\n    about: Charges customers' cards");
  }
}
