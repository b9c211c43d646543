package dev.pagefault.web;

import dev.pagefault.scenario.Topology;
import dev.pagefault.scenario.Topology.SliKind;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A topology as its people would draw it: no steps, no versions, nothing that can be broken. */
record TopologyView(
    String id,
    String title,
    String about,
    List<String> regions,
    List<Service> services,
    List<Datastore> datastores,
    List<Queue> queues,
    List<Links.Link> links,
    List<Journey> journeys,
    List<Segment> segments,
    List<Slo> slos,
    List<Flag> flags) {

  record Service(
      String name,
      String about,
      String owner,
      String runbook,
      boolean external,
      List<String> regions,
      List<String> endpoints) {}

  record Datastore(String name, String about, String owner) {}

  record Queue(String name, String about) {}

  /** What a customer does, and whom its requests use on their way. */
  record Journey(String id, String about, List<Request> requests, List<Links.Link> links) {}

  record Request(String id, String endpoint) {}

  record Segment(String name, List<String> values) {}

  record Slo(
      String id,
      String title,
      SliKind kind,
      String journey,
      @Nullable String request,
      double objective,
      @Nullable Long thresholdMs,
      String service) {}

  record Flag(String name, String about) {}

  static TopologyView of(Topology t) {
    return new TopologyView(
        t.id(),
        t.title(),
        t.about(),
        t.regions(),
        list(t.services(), (name, s) -> service(t, name, s)),
        list(t.datastores(), (name, d) -> new Datastore(name, d.about(), d.owner())),
        list(t.queues(), (name, q) -> new Queue(name, q.about())),
        Links.of(t),
        list(t.journeys(), (name, j) -> journey(t, name, j)),
        list(t.segments(), (name, v) -> new Segment(name, List.copyOf(new TreeMap<>(v).keySet()))),
        list(t.slos(), TopologyView::slo),
        list(t.flags(), (name, f) -> new Flag(name, f.about())));
  }

  private static Service service(Topology t, String name, Topology.Service s) {
    return new Service(
        name,
        s.about(),
        s.owner(),
        s.runbook(),
        s.external(),
        t.regions(),
        List.copyOf(s.endpoints().keySet()));
  }

  private static Journey journey(Topology t, String id, Topology.Journey j) {
    return new Journey(
        id,
        j.about(),
        j.requests().stream().map(r -> new Request(r.id(), r.endpoint())).toList(),
        Links.of(t, j));
  }

  private static Slo slo(String id, Topology.Slo s) {
    Duration threshold = s.threshold();
    return new Slo(
        id,
        s.title(),
        s.kind(),
        s.journey(),
        s.request(),
        s.objective(),
        threshold == null ? null : threshold.toMillis(),
        s.service());
  }

  private static <V, R> List<R> list(
      java.util.Map<String, V> map, java.util.function.BiFunction<String, V, R> view) {
    return map.entrySet().stream().map(e -> view.apply(e.getKey(), e.getValue())).toList();
  }
}
