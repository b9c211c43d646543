package dev.pagefault.mesh;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Base64;

/** Keys and certificates as the text files that they are handed around in. Pure. */
final class Pem {
  private static final Base64.Encoder LINES =
      Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));

  private Pem() {}

  static String certificate(byte[] der) {
    return written("CERTIFICATE", der);
  }

  static String privateKey(byte[] pkcs8) {
    return written("PRIVATE KEY", pkcs8);
  }

  /** Throws {@link IllegalArgumentException} where there is none. */
  static X509Certificate certificate(String pem) {
    try {
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(
                  new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)));
    } catch (CertificateException e) {
      throw new IllegalArgumentException("tls: no certificate in PEM: " + e.getMessage(), e);
    }
  }

  private static String written(String what, byte[] der) {
    String lines = LINES.encodeToString(der);
    return "-----BEGIN %s-----%n%s%n-----END %s-----%n".formatted(what, lines, what);
  }
}
