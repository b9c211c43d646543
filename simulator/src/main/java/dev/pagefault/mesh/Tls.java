package dev.pagefault.mesh;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an instance is told of TLS: the files that would be mounted into its container, and where it
 * needs them. Serialisable.
 *
 * @param serves what it serves with; null: it speaks plain HTTP
 * @param authority certificate of the authority that it trusts, in PEM; null where it calls nobody
 *     over TLS
 * @param callees services that it calls over TLS
 */
public record Tls(@Nullable Served serves, @Nullable String authority, Set<String> callees) {
  /** Plain HTTP to all sides. */
  public static final Tls NONE = new Tls(null, null, Set.of());

  /** A server's certificate and the key that belongs to it, in PEM. */
  public record Served(String certificate, String key) {

    /** Says nothing of the key. */
    @Override
    public String toString() {
      return "Served[" + Pem.certificate(certificate).getSubjectX500Principal() + "]";
    }
  }
}
