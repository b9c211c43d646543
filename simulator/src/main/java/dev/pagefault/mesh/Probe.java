package dev.pagefault.mesh;

import java.util.Locale;

/**
 * A diagnostic with its target.
 *
 * @param target an instance ({@code checkout-eu-1}), an instance's component ({@code
 *     checkout-eu-1/orders-db}) or a datastore ({@code orders-db})
 */
public record Probe(Diagnostic diagnostic, String target) {

  @Override
  public String toString() {
    return diagnostic.name().toLowerCase(Locale.ROOT) + " " + target;
  }
}
