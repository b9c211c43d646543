package dev.pagefault.mesh;

import dev.pagefault.scenario.Step;
import dev.pagefault.scenario.Topology;
import java.util.List;
import java.util.Map;

/**
 * What one instance is to be, as a mesh's state says: everything but addresses.
 *
 * @param generation rises with each restart and deploy
 * @param drained whether its callers leave it out
 * @param settings resolved, every key that the service understands
 * @param endpoints with the version's patches applied
 * @param toxics on the wires of its calls
 */
public record InstancePlan(
    String service,
    String region,
    String instance,
    String version,
    int generation,
    boolean drained,
    double cores,
    Map<String, String> settings,
    Map<String, String> flags,
    Map<String, List<Step>> endpoints,
    Map<String, Topology.Consumer> consumers,
    Toxics toxics) {}
