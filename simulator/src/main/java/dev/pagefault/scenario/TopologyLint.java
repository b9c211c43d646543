package dev.pagefault.scenario;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Says what is wrong with a topology beyond its form: names of what isn't there, and sums that
 * don't fit.
 */
final class TopologyLint {
  private static final Pattern ENDPOINT = Pattern.compile("(GET|POST|PUT|DELETE) /[a-z0-9/-]*");

  /** How far a segment's shares may be from 1, by rounding. */
  private static final double SHARE_TOLERANCE = 0.001;

  private final Topology topology;
  private final Source source;
  private final Names names;
  private final ChangeLint changes;
  private final AttributeLint attributes;

  TopologyLint(Topology topology, Source source) {
    this.topology = topology;
    this.source = source;
    this.names = new Names(topology, source);
    this.changes = new ChangeLint(topology, source);
    this.attributes = new AttributeLint(topology, source, names);
  }

  void check() {
    if (topology.regions().isEmpty()) {
      source.wrong("regions", "names none", "name one or two, such as [eu, us]");
    }
    names.service("edge", topology.edge());
    topology.services().forEach((name, service) -> service("services." + name, service));
    new ResourceLint(topology, source).check();
    topology
        .flags()
        .forEach(
            (name, f) -> ChangeLint.flagValue(source, f.initial(), "flags." + name + ".initial"));
    topology.segments().forEach((name, shares) -> segment("segments." + name, shares));
    topology.attributes().forEach((name, it) -> attributes.check("attributes." + name, it));
    topology.journeys().forEach((name, journey) -> journey("journeys." + name, journey));
    topology.slos().forEach((name, slo) -> slo("slos." + name, slo));
    topology
        .everyday()
        .forEach((name, day) -> changes.check(day.change(), "everyday." + name + ".change"));
    if (source.clean()) {
      new CallCycles(topology, source).check();
    }
  }

  private void service(String path, Topology.Service service) {
    StepLint steps = new StepLint(topology, source, names, service);
    names.known(path + ".current", "version", service.current(), Names.versions(service));
    positive(path + ".cores", service.cores());
    if (service.instances() < 1 || service.instances() > ChangeLint.MAX_INSTANCES) {
      source.wrong(
          path + ".instances",
          "is out of bounds",
          "write a number from 1 to " + ChangeLint.MAX_INSTANCES);
    }
    new CertificateLint(topology, source)
        .check(path, path.substring("services.".length()), service);
    service
        .endpoints()
        .forEach((name, list) -> {
          String at = path + ".endpoints." + name;
          if (!ENDPOINT.matcher(name).matches()) {
            source.wrong(at, "is no endpoint's name", "write a method and a path: GET /product");
          }
          steps.check(list, at);
        });
    service
        .consumers()
        .forEach((name, consumer) -> {
          String at = path + ".consumers." + name;
          names.queue(at + ".queue", consumer.queue());
          positive(at + ".concurrency", consumer.concurrency());
          steps.check(consumer.steps(), at + ".steps");
        });
    service
        .settings()
        .forEach((key, value) -> {
          String at = path + ".settings." + key;
          changes.linkSetting(service, key, at);
          SettingLint.value(service, source, key, value, at);
        });
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < service.versions().size(); i++) {
      new VersionLint(service, source, steps)
          .check(service.versions().get(i), seen, path + ".versions[" + i + "]");
    }
  }

  private void segment(String path, Map<String, Double> shares) {
    double sum = shares.values().stream().mapToDouble(Double::doubleValue).sum();
    if (Math.abs(sum - 1) > SHARE_TOLERANCE) {
      source.wrong(path, "has shares that sum to " + sum, "make them sum to 1");
    }
  }

  private void journey(String path, Topology.Journey journey) {
    positive(path + ".per-second", journey.perSecond());
    journey
        .attributes()
        .forEach((name, it) -> {
          names.attribute(path + ".attributes." + name, name);
          attributes.check(path + ".attributes." + name, it);
        });
    if (journey.requests().isEmpty()) {
      source.wrong(
          path + ".requests", "has none", "add one, such as {id: home, endpoint: GET /home}");
    }
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < journey.requests().size(); i++) {
      Topology.Request request = journey.requests().get(i);
      String at = path + ".requests[" + i + "]";
      if (!seen.add(request.id())) {
        source.wrong(at + ".id", "is already another request's", "name it otherwise");
      }
      names.endpoint(at + ".endpoint", topology.edge(), request.endpoint());
      Topology.@Nullable Truth truth = request.expect();
      if (truth != null) {
        names.datastore(at + ".expect.datastore", truth.datastore());
        names.attribute(at + ".expect.key", truth.key());
      }
    }
  }

  private void slo(String path, Topology.Slo slo) {
    names.service(path + ".service", slo.service());
    if (slo.objective() <= 0 || slo.objective() >= 1) {
      source.wrong(path + ".objective", "is no share", "write one between 0 and 1, such as 0.99");
    }
    @Nullable String request = slo.request();
    if (names.journey(path + ".journey", slo.journey()) && request != null) {
      List<Topology.Request> requests =
          Objects.requireNonNull(topology.journeys().get(slo.journey())).requests();
      names.known(
          path + ".request",
          "request of " + slo.journey(),
          request,
          new TreeSet<>(requests.stream().map(Topology.Request::id).toList()));
    }
    boolean timed =
        slo.kind() == Topology.SliKind.LATENCY || slo.kind() == Topology.SliKind.FRESHNESS;
    if (timed && slo.threshold() == null) {
      source.wrong(path + ".threshold", "is missing", "add threshold: 500ms, say");
    }
    @Nullable String queue = slo.queue();
    if (queue != null) {
      names.queue(path + ".queue", queue);
    } else if (slo.kind() == Topology.SliKind.FRESHNESS) {
      source.wrong(path + ".queue", "is missing", "name the queue whose messages must be fresh");
    }
  }

  private void positive(String path, double value) {
    if (value <= 0) {
      source.wrong(path, "is not above zero", "write a number above zero");
    }
  }
}
