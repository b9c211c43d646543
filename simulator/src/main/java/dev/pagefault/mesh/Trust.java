package dev.pagefault.mesh;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.ClientSSLOptions;
import io.vertx.core.net.PemTrustOptions;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * The authority that calls to a service trust. Calls are refused what it can't vouch for, by the
 * JDK's own validation; whoever only looks ({@link Witness}) is let through and told the same.
 */
final class Trust {
  private final String authority;

  private Trust(String authority) {
    this.authority = authority;
  }

  /** For calls to a service; null where they go over plain HTTP. */
  static @Nullable Trust of(Tls tls, String callee) {
    String authority = tls.authority();
    return authority == null || !tls.callees().contains(callee) ? null : new Trust(authority);
  }

  /** Of a client whose calls are to be refused what isn't trusted, or isn't of the name called. */
  ClientSSLOptions options() {
    return new ClientSSLOptions()
        .setHostnameVerificationAlgorithm("HTTPS")
        .setTrustOptions(new PemTrustOptions().addCertValue(Buffer.buffer(authority)));
  }

  /** Somebody who looks; a new one for each reading. */
  Witness witness() {
    try {
      KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      store.setCertificateEntry("authority", Pem.certificate(authority));
      TrustManagerFactory factory =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init(store);
      return new Witness((X509ExtendedTrustManager) factory.getTrustManagers()[0]);
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("every Java validates certificates", e);
    }
  }
}
