package dev.pagefault.mesh;

import dev.pagefault.telemetry.Sample;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.ServerSSLOptions;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an instance's server shows to who connects: a certificate, or nothing, as it speaks plain
 * HTTP. Another one is shown to new connections only; those that are open go on, as neither side
 * asks again.
 */
final class ServerCertificate {
  /**
   * The name by which x509-certificate-exporter tells how long a certificate is still valid: what
   * blackbox exporter's {@code probe_ssl_earliest_cert_expiry} gives once the time is taken off it.
   */
  static final String EXPIRES_IN = "x509_cert_expires_in_seconds";

  private final Tls.@Nullable Served served;
  private final long notAfterMillis;

  private ServerCertificate(Tls.@Nullable Served served, long notAfterMillis) {
    this.served = served;
    this.notAfterMillis = notAfterMillis;
  }

  /** Throws {@link IllegalArgumentException} where there is no certificate in what is mounted. */
  static ServerCertificate of(Tls tls) {
    Tls.Served served = tls.serves();
    if (served == null) {
      return new ServerCertificate(null, 0);
    }
    X509Certificate certificate = Pem.certificate(served.certificate());
    return new ServerCertificate(served, certificate.getNotAfter().toInstant().toEpochMilli());
  }

  /** Options of a server that is to be started with it. */
  HttpServerOptions serve(HttpServerOptions options) {
    if (served != null) {
      options
          .setSsl(true)
          .setSslEngineOptions(new FullHandshakes())
          .setKeyCertOptions(keys(served));
    }
    return options;
  }

  /**
   * What stands in its place when an instance is told so; itself where nothing changes. Throws
   * {@link IllegalArgumentException} where that can't be while a server runs.
   */
  ServerCertificate replacedBy(Tls wanted) {
    Tls.Served next = wanted.serves();
    if ((next == null) != (served == null)) {
      throw new IllegalArgumentException("tls: an instance keeps to TLS or to plain HTTP for life");
    }
    return next == null || next.equals(served) ? this : of(wanted);
  }

  /** Shows it to whoever connects to a running server from now on. */
  Future<Void> mount(HttpServer server) {
    Tls.Served shown = served;
    return shown == null
        ? Future.succeededFuture()
        : server.updateSSLOptions(new ServerSSLOptions().setKeyCertOptions(keys(shown))).mapEmpty();
  }

  /** How long it is still valid; negative once it has expired. */
  void read(long nowMillis, List<Sample> out) {
    if (served != null) {
      double left = (notAfterMillis - nowMillis) / 1e3;
      out.add(new Sample(EXPIRES_IN, Map.of(), Sample.Kind.GAUGE, left, null));
    }
  }

  private static PemKeyCertOptions keys(Tls.Served served) {
    return new PemKeyCertOptions()
        .addCertValue(Buffer.buffer(served.certificate()))
        .addKeyValue(Buffer.buffer(served.key()));
  }
}
