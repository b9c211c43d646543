package dev.pagefault.mesh;

import dev.pagefault.scenario.Step;
import dev.pagefault.scenario.Topology;
import java.util.List;
import java.util.Map;

/**
 * All that an instance is told about itself and its surroundings: the state that is wanted of it.
 * Serialisable, so that an instance may run in this process or in a container.
 *
 * @param instance unique in its mesh, such as {@code checkout-eu-1}
 * @param generation rises with each restart; a rise throws away everything the process held
 * @param endpoints by {@code METHOD /path}, with the version's patches applied
 * @param settings resolved: version, then service, region, instance
 * @param flags by name: {@code on}, {@code off} or a share like {@code 25%}
 * @param peers addresses ({@code host:port}) of the instances of each service that this one calls,
 *     in its region's order of preference
 * @param names logical address ({@code payment.eu:8080}) of each peer address, for logs, spans and
 *     errors
 * @param databases JDBC URL by datastore
 * @param brokers address of the broker by queue
 * @param tls what it serves with, and whom it calls over TLS
 */
public record InstanceSpec(
    String service,
    String region,
    String instance,
    String version,
    int generation,
    double cores,
    Map<String, List<Step>> endpoints,
    Map<String, Topology.Consumer> consumers,
    Map<String, String> settings,
    Map<String, String> flags,
    Map<String, List<String>> peers,
    Map<String, String> names,
    Map<String, String> databases,
    Map<String, String> brokers,
    long seed,
    Tls tls) {

  /** How long its process takes from its start until it is ready, milliseconds. */
  public long startupMillis() {
    return new Tuning(settings).millis(Settings.STARTUP, 1_000);
  }

  /** Whether another spec wants the same program, and differs in the surroundings at most. */
  public boolean sameProgram(InstanceSpec other) {
    return version.equals(other.version) && settings.equals(other.settings);
  }
}
