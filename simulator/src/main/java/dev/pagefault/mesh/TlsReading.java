package dev.pagefault.mesh;

import dev.pagefault.time.Clock;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the peers of a link show to a client that connects now, as {@code openssl s_client} prints
 * it: a connection and a handshake of its own to each. Blocks.
 */
final class TlsReading {
  /** Longest that one peer may take to connect, and then for each answer, milliseconds. */
  static final int TIMEOUT_MILLIS = 2_000;

  private static final DateTimeFormatter OPENSSL =
      DateTimeFormatter.ofPattern("MMM ppd HH:mm:ss yyyy 'GMT'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private TlsReading() {}

  static Reading.Raw of(Link link, Trust trust, Clock clock) throws InterruptedException {
    Map<String, Integer> open = link.wire().established();
    Witness witness = trust.witness();
    List<Shown> peers =
        EachPeer.of(
            link,
            (address, name) ->
                look(address, name, open.getOrDefault(address, 0), witness, clock.epochMillis()));
    String text = peers.stream().map(Shown::text).collect(Collectors.joining());
    return new Reading.Raw(
        text.isEmpty() ? "there is no instance of " + link.service() + " in rotation\n" : text,
        peers.stream().map(Shown::row).toList(),
        figures(peers));
  }

  private static Map<String, Double> figures(List<Shown> peers) {
    Map<String, Double> figures = new LinkedHashMap<>();
    List<Shown> shown = peers.stream().filter(peer -> peer.certificate != null).toList();
    figures.put(Figures.PEERS, (double) peers.size());
    figures.put(Figures.TOTAL, peers.stream().mapToDouble(Shown::open).sum());
    figures.put(Figures.FAILED, peers.isEmpty() ? 1 : 1 - shown.size() / (double) peers.size());
    figures.put(
        Figures.REFUSED_PEERS, (double) shown.stream().filter(it -> it.code() != 0).count());
    shown.stream()
        .mapToDouble(it -> it.left().toMillis() / 1e3)
        .min()
        .ifPresent(least -> figures.put(Figures.CERTIFICATE_LEFT, least));
    return figures;
  }

  private static Shown look(
      String address, String name, int open, Witness witness, long nowMillis) {
    int colon = address.lastIndexOf(':');
    Instant now = Instant.ofEpochMilli(nowMillis);
    try (Socket socket = new Socket()) {
      socket.setSoTimeout(TIMEOUT_MILLIS);
      socket.connect(
          new InetSocketAddress(
              address.substring(0, colon), Integer.parseInt(address.substring(colon + 1))),
          TIMEOUT_MILLIS);
      Witness.Look look = witness.look(socket, host(name));
      return new Shown(name, open, look.certificate(), look.refusal(), now);
    } catch (IOException e) {
      return new Shown(name, open, null, null, now);
    }
  }

  private static String host(String name) {
    return name.substring(0, name.lastIndexOf(':'));
  }

  /**
   * What one peer showed.
   *
   * @param open connections of the caller to it that are open already
   * @param certificate null where there was no handshake
   * @param refusal why the caller would break the handshake off
   */
  private record Shown(
      String name,
      int open,
      @Nullable X509Certificate certificate,
      @Nullable CertificateException refusal,
      Instant now) {

    /** As openssl numbers them (openssl-verification-options(1)). */
    int code() {
      Throwable root = refusal;
      while (root != null && root.getCause() != null) {
        root = root.getCause();
      }
      return switch (root) {
        case null -> 0;
        case CertificateExpiredException expired -> 10;
        case CertificateNotYetValidException early -> 9;
        default -> 1;
      };
    }

    String verdict() {
      return switch (code()) {
        case 0 -> "0 (ok)";
        case 9 -> "9 (certificate is not yet valid)";
        case 10 -> "10 (certificate has expired)";
        default -> "1 (unspecified certificate verification error)";
      };
    }

    Duration left() {
      X509Certificate shown = certificate;
      return shown == null ? Duration.ZERO : Duration.between(now, shown.getNotAfter().toInstant());
    }

    private String leftSaid() {
      Duration left = left();
      return left.isNegative() ? "expired " + said(left.negated()) + " ago" : "in " + said(left);
    }

    Map<String, String> row() {
      Map<String, String> row = new LinkedHashMap<>();
      X509Certificate shown = certificate;
      row.put("peer", name);
      row.put("established", Integer.toString(open));
      row.put("subject", shown == null ? "-" : shown.getSubjectX500Principal().getName());
      row.put("notBefore", shown == null ? "-" : date(shown.getNotBefore().toInstant()));
      row.put("notAfter", shown == null ? "-" : date(shown.getNotAfter().toInstant()));
      row.put("expires", shown == null ? "-" : leftSaid());
      row.put("verify", shown == null ? "no handshake" : verdict());
      return row;
    }

    String text() {
      X509Certificate shown = certificate;
      String head =
          "$ openssl s_client -connect %s -servername %s </dev/null\n".formatted(name, host(name));
      return shown == null
          ? head + "no peer certificate available\n---\n"
          : head
              + """
              subject=%s
              issuer=%s
              serial=%s
              notBefore=%s
              notAfter=%s   # %s
              Verify return code: %s
              # %d connections of the client are established already
              ---
              """
                  .formatted(
                      shown.getSubjectX500Principal().getName(),
                      shown.getIssuerX500Principal().getName(),
                      shown.getSerialNumber().toString(16).toUpperCase(Locale.ROOT),
                      date(shown.getNotBefore().toInstant()),
                      date(shown.getNotAfter().toInstant()),
                      leftSaid(),
                      verdict(),
                      open);
    }
  }

  private static String date(Instant date) {
    return OPENSSL.format(date);
  }

  /** In the two largest units: {@code 29 d 23 h}, {@code 1 min 5 s}. */
  static String said(Duration length) {
    if (length.toDays() > 0) {
      return length.toDays() + " d " + length.toHoursPart() + " h";
    }
    if (length.toHours() > 0) {
      return length.toHours() + " h " + length.toMinutesPart() + " min";
    }
    return length.toMinutes() > 0
        ? length.toMinutes() + " min " + length.toSecondsPart() + " s"
        : length.toSeconds() + " s";
  }
}
