package dev.pagefault.mesh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.pagefault.time.Clock;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What the authority signs is held to the JDK's own reading and validation of certificates. */
class CertificateAuthorityTest {
  private static final Instant START = Instant.parse("2026-11-28T10:00:00Z");
  private static final Instant END = Instant.parse("2027-02-28T10:00:30Z");

  private final CertificateAuthority authority = new CertificateAuthority("Tiny", Clock.system());
  private final X509Certificate issuer = Pem.certificate(authority.pem());
  private final X509Certificate leaf =
      Pem.certificate(
          authority
              .issue("Tiny, \"Inc\"", List.of("orders", "orders.eu"), START, END)
              .certificate());

  @Test
  void it_says_who_and_until_when_to_the_second() throws Exception {
    assertThat(leaf.getSubjectX500Principal().getName()).isEqualTo("CN=orders,O=Tiny\\, Inc");
    assertThat(leaf.getIssuerX500Principal()).isEqualTo(issuer.getSubjectX500Principal());
    assertThat(leaf.getNotBefore().toInstant()).isEqualTo(START);
    assertThat(leaf.getNotAfter().toInstant()).isEqualTo(END);
    assertThat(Objects.requireNonNull(leaf.getSubjectAlternativeNames()))
        .extracting(name -> String.valueOf(name.get(1)))
        .containsExactly("orders", "orders.eu");
    assertThat(issuer.getBasicConstraints()).isNotNegative();
    assertThat(leaf.getBasicConstraints()).isNegative();
    assertThat(leaf.getSerialNumber()).isNotEqualTo(issuer.getSerialNumber());
  }

  @Test
  void it_is_valid_until_its_last_second_and_not_after() throws Exception {
    validate(issuer, END);
    assertThatExceptionOfType(CertPathValidatorException.class)
        .isThrownBy(() -> validate(issuer, END.plusSeconds(1)))
        .withCauseInstanceOf(CertificateExpiredException.class);
    assertThatExceptionOfType(CertPathValidatorException.class)
        .isThrownBy(() -> validate(issuer, START.minusSeconds(1)));
  }

  @Test
  void another_authority_of_the_same_name_does_not_vouch_for_it() {
    X509Certificate other = Pem.certificate(new CertificateAuthority("Tiny", Clock.system()).pem());
    assertThatExceptionOfType(CertPathValidatorException.class)
        .isThrownBy(() -> validate(other, START.plus(Duration.ofDays(1))));
  }

  @Test
  void a_key_is_never_printed() {
    Tls.Served served = authority.issue("Tiny", List.of("orders"), START, END);
    assertThat(new Tls(served, authority.pem(), Set.of()).toString())
        .contains("CN=orders")
        .doesNotContain("PRIVATE KEY");
  }

  @SuppressWarnings("JavaUtilDate") // the JDK's parameters take no other
  private void validate(X509Certificate anchor, Instant at) throws Exception {
    PKIXParameters parameters = new PKIXParameters(Set.of(new TrustAnchor(anchor, null)));
    parameters.setRevocationEnabled(false);
    parameters.setDate(Date.from(at));
    CertPathValidator.getInstance("PKIX")
        .validate(
            CertificateFactory.getInstance("X.509").generateCertPath(List.of(leaf)), parameters);
  }
}
