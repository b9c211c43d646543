package dev.pagefault.mesh;

import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslProvider;
import io.vertx.core.net.JdkSSLEngineOptions;
import io.vertx.core.spi.tls.DefaultSslContextFactory;
import io.vertx.core.spi.tls.SslContextFactory;
import javax.net.ssl.SSLException;

/**
 * The JDK's TLS without session tickets. A client that resumes a session is not shown the
 * certificate again, so that one which expired meanwhile would be accepted for a day more; many
 * servers are run without tickets, and here it is what lets an expiry be seen.
 */
final class FullHandshakes extends JdkSSLEngineOptions {
  /** The JDK's server sends no ticket that would live longer than the seven days of RFC 8446. */
  private static final int NO_TICKET_SECONDS = 8 * 24 * 3_600;

  @Override
  public FullHandshakes copy() {
    return new FullHandshakes();
  }

  @Override
  public SslContextFactory sslContextFactory() {
    return new DefaultSslContextFactory(SslProvider.JDK, false) {
      @Override
      public SslContext create() throws SSLException {
        SslContext context = super.create();
        context.sessionContext().setSessionTimeout(NO_TICKET_SECONDS);
        return context;
      }
    };
  }
}
