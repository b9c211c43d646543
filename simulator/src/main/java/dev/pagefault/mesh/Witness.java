package dev.pagefault.mesh;

import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Looks at what servers show in a handshake: asks the JDK's validation as every call does, notes
 * its refusal and goes on all the same, as {@code openssl s_client} does. Any thread.
 */
final class Witness extends X509ExtendedTrustManager {
  private final X509ExtendedTrustManager validator;
  private final SSLContext context;
  private final Map<Socket, CertificateException> refusals = new ConcurrentHashMap<>();

  Witness(X509ExtendedTrustManager validator) throws GeneralSecurityException {
    this.validator = validator;
    this.context = SSLContext.getInstance("TLS");
    context.init(null, new TrustManager[] {this}, null);
  }

  /**
   * A connection on which the handshake is done.
   *
   * @param certificate what the server showed
   * @param refusal why a call would not have gone on; null: it would
   */
  record Look(
      SSLSocket socket, X509Certificate certificate, @Nullable CertificateException refusal) {}

  /** Does the handshake on a connection to {@code host}, whatever the server shows. Blocks. */
  Look look(Socket connected, String host) throws IOException {
    SSLSocket socket =
        (SSLSocket)
            context.getSocketFactory().createSocket(connected, host, connected.getPort(), true);
    SSLParameters parameters = socket.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    parameters.setServerNames(List.of(new SNIHostName(host)));
    socket.setSSLParameters(parameters);
    socket.startHandshake();
    X509Certificate shown = (X509Certificate) socket.getSession().getPeerCertificates()[0];
    return new Look(socket, shown, refusals.remove(socket));
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {
    try {
      validator.checkServerTrusted(chain, type, socket);
    } catch (CertificateException e) {
      refusals.put(socket, e);
    }
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
      throws CertificateException {
    validator.checkServerTrusted(chain, type, engine);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
    validator.checkServerTrusted(chain, type);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
      throws CertificateException {
    validator.checkClientTrusted(chain, type, socket);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
      throws CertificateException {
    validator.checkClientTrusted(chain, type, engine);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
    validator.checkClientTrusted(chain, type);
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return validator.getAcceptedIssuers();
  }
}
