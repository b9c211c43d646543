package dev.pagefault.mesh;

import dev.pagefault.scenario.ToxicSpec;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A proxy that has to stand between a calling instance and what it calls, because toxics are wanted
 * there.
 *
 * @param caller an instance
 * @param callee an instance, or a datastore
 * @param upstream {@code host:port} of the callee; null: a datastore, which is asked for it
 * @param toxics by name, at least one
 */
record ProxyPlan(
    String caller, String callee, @Nullable String upstream, Map<String, ToxicSpec> toxics) {

  /** Unique in a mesh. */
  static String name(String caller, String callee) {
    return caller + "." + callee;
  }

  String name() {
    return name(caller, callee);
  }
}
