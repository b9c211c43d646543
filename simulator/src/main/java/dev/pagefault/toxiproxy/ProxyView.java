package dev.pagefault.toxiproxy;

import java.util.List;

/**
 * A proxy as the API tells it.
 *
 * @param listen where clients connect: the real port while it is enabled
 * @param upstream where it connects to
 * @param toxics those of upstream first
 */
record ProxyView(
    String name, String listen, String upstream, boolean enabled, List<AppliedToxic> toxics) {

  ProxyView {
    toxics = List.copyOf(toxics);
  }
}
