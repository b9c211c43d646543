package dev.pagefault.mesh;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * Who is reached where: turns what instances are to be into what each is told. Pure.
 *
 * @param plans by instance, as they are wanted now
 * @param addresses {@code host:port} by instance
 * @param resting instances that are about to restart: left out wherever somebody else serves
 * @param databases JDBC URL by datastore, for those whose wire is well
 * @param brokers address by queue
 * @param proxies by {@link ProxyPlan#name()}: the address of the instance, or the JDBC URL of the
 *     datastore, that is reached through a proxy
 * @param tls what instances are told of it, by instance; those it says nothing of speak plain HTTP
 */
record Directory(
    Map<String, InstancePlan> plans,
    Map<String, String> addresses,
    Set<String> resting,
    Map<String, String> databases,
    Map<String, String> brokers,
    long seed,
    Map<String, String> proxies,
    Map<String, Tls> tls) {
  /** The port that logical addresses show: {@code payment.eu:8080}. */
  private static final int LOGICAL_PORT = 8080;

  /** The same with its poisoned wires led through proxies. */
  Directory through(Map<String, String> listening) {
    return new Directory(plans, addresses, resting, databases, brokers, seed, listening, tls);
  }

  /** The proxies that have to be there, by name: none where all wires are well. */
  Map<String, ProxyPlan> poisoned() {
    Map<String, ProxyPlan> proxied = new LinkedHashMap<>();
    for (InstancePlan plan : plans.values()) {
      if (!plan.toxics().byPeer().isEmpty()) {
        Uses uses = Uses.of(plan);
        plan.toxics()
            .byPeer()
            .forEach((peer, toxics) -> {
              if (uses.datastores().contains(peer)) {
                add(proxied, new ProxyPlan(plan.instance(), peer, null, toxics));
              } else if (uses.services().contains(peer) && !LinkPolicy.pastToxics(plan, peer)) {
                for (InstancePlan callee : candidates(peer, plan.region())) {
                  String address = addresses.get(callee.instance());
                  if (address != null) {
                    add(
                        proxied,
                        new ProxyPlan(plan.instance(), callee.instance(), address, toxics));
                  }
                }
              }
            });
      }
    }
    return proxied;
  }

  private static void add(Map<String, ProxyPlan> proxied, ProxyPlan plan) {
    proxied.put(plan.name(), plan);
  }

  /** What each instance is told. */
  Map<String, InstanceSpec> specs() {
    Map<String, InstanceSpec> specs = new LinkedHashMap<>();
    plans.values().forEach(plan -> specs.put(plan.instance(), spec(plan)));
    return specs;
  }

  /** A service's instances for callers in a region, each by its address as {@code by} knows it. */
  List<String> reach(String service, String region, UnaryOperator<String> by) {
    return candidates(service, region).stream()
        .map(plan -> by.apply(plan.instance()))
        .filter(address -> !address.isEmpty())
        .toList();
  }

  /** An instance that serves and calls nobody yet: what it is before addresses are known. */
  static InstanceSpec alone(
      InstancePlan plan,
      Map<String, String> databases,
      Map<String, String> brokers,
      long seed,
      Tls tls) {
    return new InstanceSpec(
        plan.service(),
        plan.region(),
        plan.instance(),
        plan.version(),
        plan.generation(),
        plan.cores(),
        plan.endpoints(),
        Map.of(),
        plan.settings(),
        plan.flags(),
        Map.of(),
        Map.of(),
        databases,
        brokers,
        seed,
        tls);
  }

  private InstanceSpec spec(InstancePlan plan) {
    Map<String, List<String>> peers = new TreeMap<>();
    Map<String, String> names = new TreeMap<>();
    for (String service : Uses.of(plan).services()) {
      List<String> reached = new ArrayList<>();
      for (InstancePlan peer : candidates(service, plan.region())) {
        String direct = addresses.get(peer.instance());
        if (direct != null) {
          String address =
              proxies.getOrDefault(ProxyPlan.name(plan.instance(), peer.instance()), direct);
          reached.add(address);
          names.put(address, service + "." + peer.region() + ":" + LOGICAL_PORT);
        }
      }
      peers.put(service, List.copyOf(reached));
    }
    return new InstanceSpec(
        plan.service(),
        plan.region(),
        plan.instance(),
        plan.version(),
        plan.generation(),
        plan.cores(),
        plan.endpoints(),
        plan.consumers(),
        plan.settings(),
        plan.flags(),
        peers,
        names,
        databases(plan),
        brokers,
        seed,
        tls.getOrDefault(plan.instance(), Tls.NONE));
  }

  private Map<String, String> databases(InstancePlan plan) {
    if (proxies.isEmpty()) {
      return databases;
    }
    Map<String, String> urls = new LinkedHashMap<>(databases);
    urls.replaceAll(
        (datastore, url) -> proxies.getOrDefault(ProxyPlan.name(plan.instance(), datastore), url));
    return urls;
  }

  /**
   * The first that are not empty of: those in the region, those anywhere; then the same with those
   * that are about to restart. Never a drained one.
   */
  private List<InstancePlan> candidates(String service, String region) {
    List<InstancePlan> serving =
        plans.values().stream()
            .filter(plan -> plan.service().equals(service) && !plan.drained())
            .toList();
    List<InstancePlan> awake =
        serving.stream().filter(plan -> !resting.contains(plan.instance())).toList();
    List<InstancePlan> chosen = awake.isEmpty() ? serving : awake;
    List<InstancePlan> near = chosen.stream().filter(plan -> plan.region().equals(region)).toList();
    return near.isEmpty() ? chosen : near;
  }
}
