package dev.pagefault.mesh;

import dev.pagefault.time.Clock;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javax.security.auth.x500.X500Principal;

/**
 * A certificate authority as a company has one for its own services: what it signs is real X.509
 * (RFC 5280) with keys on P-256, and who trusts it validates by the JDK's own rules. Written down
 * here because the JDK signs no certificates and what does would be a dependency of its own size.
 *
 * <p>Any thread; a signature takes about a millisecond.
 */
final class CertificateAuthority {
  /** How long it is trusted: longer than any mesh runs, and than what it signs. */
  static final Duration LIFE = Duration.ofDays(3_650);

  private static final String ECDSA_SHA256 = "1.2.840.10045.4.3.2";
  private static final String BASIC_CONSTRAINTS = "2.5.29.19";
  private static final String SUBJECT_ALTERNATIVE_NAME = "2.5.29.17";
  private static final int DNS_NAME = 2;
  private static final int VERSION_3 = 2;

  private final X500Principal name;
  private final KeyPair keys;
  private final String pem;
  private long serial = 0x1000;

  /** A new one, with keys of its own. */
  CertificateAuthority(String organisation, Clock clock) {
    this.name = subject(organisation + " internal CA", organisation);
    this.keys = newKeys();
    Instant now = Instant.ofEpochMilli(clock.epochMillis());
    byte[] constraints =
        extension(BASIC_CONSTRAINTS, true, Der.sequence(Der.bool(true))); // it may sign others
    this.pem = Pem.certificate(signed(name, keys, now.minus(LIFE), now.plus(LIFE), constraints));
  }

  /** Its own certificate, which others trust. */
  String pem() {
    return pem;
  }

  /** A certificate for a server that is called by any of {@code names}; with a key of its own. */
  Tls.Served issue(String organisation, List<String> names, Instant notBefore, Instant notAfter) {
    KeyPair pair = newKeys();
    List<byte[]> general = new ArrayList<>();
    names.forEach(dns -> general.add(Der.implicit(DNS_NAME, dns)));
    byte[] alternative =
        extension(SUBJECT_ALTERNATIVE_NAME, false, Der.sequence(general.toArray(byte[][]::new)));
    X500Principal subject = subject(names.getFirst(), organisation);
    return new Tls.Served(
        Pem.certificate(signed(subject, pair, notBefore, notAfter, alternative)),
        Pem.privateKey(pair.getPrivate().getEncoded()));
  }

  private synchronized byte[] signed(
      X500Principal subject, KeyPair pair, Instant notBefore, Instant notAfter, byte[] extension) {
    byte[] algorithm = Der.sequence(Der.id(ECDSA_SHA256));
    byte[] content =
        Der.sequence(
            Der.explicit(0, Der.integer(VERSION_3)),
            Der.integer(serial++),
            algorithm,
            name.getEncoded(),
            Der.sequence(Der.time(notBefore), Der.time(notAfter)),
            subject.getEncoded(),
            pair.getPublic().getEncoded(),
            Der.explicit(3, Der.sequence(extension)));
    return Der.sequence(content, algorithm, Der.bits(signature(keys.getPrivate(), content)));
  }

  private static byte[] extension(String id, boolean critical, byte[] value) {
    return critical
        ? Der.sequence(Der.id(id), Der.bool(true), Der.octets(value))
        : Der.sequence(Der.id(id), Der.octets(value));
  }

  private static X500Principal subject(String commonName, String organisation) {
    return new X500Principal("CN=" + quoted(commonName) + ", O=" + quoted(organisation));
  }

  /** A title may hold what has a meaning in a distinguished name. */
  private static String quoted(String value) {
    return '"' + value.replaceAll("[\"\\\\]", "") + '"';
  }

  private static KeyPair newKeys() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has P-256", e);
    }
  }

  private static byte[] signature(PrivateKey key, byte[] content) {
    try {
      Signature signature = Signature.getInstance("SHA256withECDSA");
      signature.initSign(key);
      signature.update(content);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java signs with P-256", e);
    }
  }
}
