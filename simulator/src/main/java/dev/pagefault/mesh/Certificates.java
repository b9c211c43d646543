package dev.pagefault.mesh;

import dev.pagefault.scenario.CertificateSettings;
import dev.pagefault.scenario.Topology;
import dev.pagefault.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The certificates of one mesh: each is signed when an instance first serves it, and is the same
 * from then on, however often it is taken out and put back. So its {@code notAfter} is a moment
 * that comes once. A topology without certificates has no authority, no keys and no TLS.
 *
 * <p>Owned by the mesh, and called by one thread at a time.
 */
final class Certificates {
  private final Topology topology;
  private final Clock clock;
  private final Map<String, Tls.Served> signed = new HashMap<>();
  private @Nullable CertificateAuthority authority;

  Certificates(Topology topology, Clock clock) {
    this.topology = topology;
    this.clock = clock;
  }

  /** What each of the instances is told of TLS, by name; none where there is nothing to tell. */
  Map<String, Tls> of(Collection<InstancePlan> plans) {
    Map<String, Tls> all = new LinkedHashMap<>();
    for (InstancePlan plan : plans) {
      Tls tls = of(plan);
      if (!tls.equals(Tls.NONE)) {
        all.put(plan.instance(), tls);
      }
    }
    return all;
  }

  /** What one instance is told. */
  Tls of(InstancePlan plan) {
    String name = plan.settings().get(CertificateSettings.KEY);
    Tls.Served served = name == null ? null : served(plan.service(), name);
    Set<String> callees = new TreeSet<>(Uses.of(plan).services());
    callees.removeIf(callee -> service(callee).certificates().isEmpty());
    return new Tls(served, callees.isEmpty() ? null : authority().pem(), callees);
  }

  private Tls.@Nullable Served served(String service, String name) {
    Topology.Certificate described = service(service).certificates().get(name);
    return described == null
        ? null
        : signed.computeIfAbsent(service + "/" + name, key -> sign(service, described));
  }

  private Tls.Served sign(String service, Topology.Certificate described) {
    List<String> names = new ArrayList<>();
    names.add(service);
    topology.regions().forEach(region -> names.add(service + "." + region));
    Instant now = Instant.ofEpochMilli(clock.epochMillis());
    return authority()
        .issue(
            topology.title(), names, now.minus(described.age()), now.plus(described.expiresIn()));
  }

  private CertificateAuthority authority() {
    CertificateAuthority known = authority;
    if (known == null) {
      known = new CertificateAuthority(topology.title(), clock);
      authority = known;
    }
    return known;
  }

  private Topology.Service service(String name) {
    return Objects.requireNonNull(topology.services().get(name));
  }
}
