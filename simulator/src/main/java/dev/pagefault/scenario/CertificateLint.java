package dev.pagefault.scenario;

import java.time.Duration;
import java.util.regex.Pattern;

/** Says what is wrong with the certificates of a service, and with who chooses among them. */
final class CertificateLint {
  /** A certificate names its dates to the second, and a mesh needs some to be told of it. */
  static final Duration EXPIRES_MIN = Duration.ofSeconds(5);

  /** Longest that a certificate may be valid, before and after it is first served. */
  static final Duration DATES_MAX = Duration.ofDays(825);

  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9.-]{0,39}");

  private final Topology topology;
  private final Source source;

  CertificateLint(Topology topology, Source source) {
    this.topology = topology;
    this.source = source;
  }

  void check(String path, String service, Topology.Service spec) {
    if (spec.certificates().isEmpty()) {
      return;
    }
    if (service.equals(topology.edge())) {
      source.wrong(
          path + ".certificates",
          "are served by the edge, which customers reach over plain HTTP",
          "give them to a service that others call");
    }
    spec.certificates()
        .forEach((name, it) -> certificate(path + ".certificates." + name, name, it));
  }

  private void certificate(String path, String name, Topology.Certificate certificate) {
    if (!NAME.matcher(name).matches()) {
      source.wrong(path, "is no certificate's name", "write such as payment-2026-11");
    }
    Duration left = certificate.expiresIn();
    if (left.compareTo(EXPIRES_MIN) < 0 || left.compareTo(DATES_MAX) > 0) {
      source.wrong(path + ".expires-in", "is out of bounds", "write 5s to 825d, such as 30d");
    }
    if (certificate.age().isNegative() || certificate.age().compareTo(DATES_MAX) > 0) {
      source.wrong(path + ".age", "is out of bounds", "write 0s to 825d, such as 60d");
    }
  }

  /** Checks the value of the setting that chooses; of other settings it says nothing. */
  static void value(
      Topology.Service service, Source source, String key, String value, String path) {
    if (!key.equals(CertificateSettings.KEY)) {
      return;
    }
    if (service.certificates().isEmpty()) {
      source.wrong(path, "chooses among no certificates", "give the service some, or leave it out");
    } else if (!value.contains("$") && !service.certificates().containsKey(value)) {
      source.wrong(
          path,
          "there is no certificate " + value,
          Spelling.wayOut(value, service.certificates().keySet()));
    }
  }
}
