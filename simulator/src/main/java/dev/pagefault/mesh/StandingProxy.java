package dev.pagefault.mesh;

import dev.pagefault.scenario.ToxicSpec;
import eu.rekawek.toxiproxy.Proxy;
import eu.rekawek.toxiproxy.model.Toxic;
import eu.rekawek.toxiproxy.model.ToxicDirection;
import eu.rekawek.toxiproxy.model.ToxicList;
import eu.rekawek.toxiproxy.model.toxic.Bandwidth;
import eu.rekawek.toxiproxy.model.toxic.Latency;
import eu.rekawek.toxiproxy.model.toxic.LimitData;
import eu.rekawek.toxiproxy.model.toxic.ResetPeer;
import eu.rekawek.toxiproxy.model.toxic.Slicer;
import eu.rekawek.toxiproxy.model.toxic.SlowClose;
import eu.rekawek.toxiproxy.model.toxic.Timeout;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One proxy that listens, and the toxics on it, by toxiproxy-java and so the same on every
 * Toxiproxy. Owned by {@link Proxies}, which calls it from one thread at a time; methods block.
 */
final class StandingProxy {
  private static final long IN_USE = -1;

  private final Proxy proxy;
  private final String address;
  private final String upstream;
  private final Map<String, Poison> poisons = new LinkedHashMap<>();
  private boolean idle;
  private long idleSinceNanos;

  /** A toxic as it is, and the hand on it. */
  private record Poison(ToxicSpec spec, Toxic toxic) {}

  private StandingProxy(Proxy proxy, String address, String upstream) {
    this.proxy = proxy;
    this.address = address;
    this.upstream = upstream;
  }

  static StandingProxy create(ProxyServer server, String name, String upstream) throws IOException {
    Proxy made = server.client().createProxy(name, server.listen(), upstream);
    return new StandingProxy(made, server.reached(made.getListen()), upstream);
  }

  /** {@code host:port} at which its callers reach it. */
  String address() {
    return address;
  }

  boolean leadsTo(String address) {
    return upstream.equals(address);
  }

  /** Makes its toxics those, by name: what differs only in attributes is changed in place. */
  void poison(Map<String, ToxicSpec> wanted) throws IOException {
    List<Map.Entry<String, Poison>> now = new ArrayList<>(poisons.entrySet());
    for (Map.Entry<String, Poison> entry : now) {
      ToxicSpec next = wanted.get(entry.getKey());
      if (next == null || !sameKind(entry.getValue().spec, next)) {
        poisons.remove(entry.getKey());
        entry.getValue().toxic.remove();
      }
    }
    for (Map.Entry<String, ToxicSpec> entry : wanted.entrySet()) {
      ToxicSpec next = entry.getValue();
      Poison was = poisons.get(entry.getKey());
      if (was == null) {
        Toxic made = add(entry.getKey(), next);
        poisons.put(entry.getKey(), new Poison(next, made));
        set(made, next);
      } else if (!was.spec.equals(next)) {
        set(was.toxic, next);
        poisons.put(entry.getKey(), new Poison(next, was.toxic));
      }
    }
  }

  /** Notes whether it is in use; returns whether it is not. */
  boolean wanted(boolean inUse, long nowNanos) {
    if (inUse) {
      idle = false;
    } else if (!idle) {
      idle = true;
      idleSinceNanos = nowNanos;
    }
    return idle;
  }

  /** Nanoseconds for which it has not been in use; negative when it is. */
  long idleFor(long nowNanos) {
    return idle ? nowNanos - idleSinceNanos : IN_USE;
  }

  /** Cuts its connections and frees its port. */
  void delete() throws IOException {
    proxy.delete();
  }

  private static boolean sameKind(ToxicSpec one, ToxicSpec other) {
    return one.type().equals(other.type()) && one.stream().equals(other.stream());
  }

  private Toxic add(String name, ToxicSpec spec) throws IOException {
    ToxicDirection stream =
        spec.stream().equals(ToxicSpec.UPSTREAM)
            ? ToxicDirection.UPSTREAM
            : ToxicDirection.DOWNSTREAM;
    ToxicList toxics = proxy.toxics();
    return switch (spec.type()) {
      case "latency" -> toxics.latency(name, stream, spec.attribute("latency"));
      case "bandwidth" -> toxics.bandwidth(name, stream, spec.attribute("rate"));
      case "slow_close" -> toxics.slowClose(name, stream, spec.attribute("delay"));
      case "timeout" -> toxics.timeout(name, stream, spec.attribute("timeout"));
      case "reset_peer" -> toxics.resetPeer(name, stream, spec.attribute("timeout"));
      case "slicer" ->
          toxics.slicer(name, stream, spec.attribute("average_size"), spec.attribute("delay"));
      case "limit_data" -> toxics.limitData(name, stream, spec.attribute("bytes"));
      default -> throw new IllegalArgumentException("toxic.type: no " + spec.type());
    };
  }

  private static void set(Toxic toxic, ToxicSpec spec) throws IOException {
    switch (toxic) {
      case Latency it ->
          it.setLatency(spec.attribute("latency")).setJitter(spec.attribute("jitter"));
      case Bandwidth it -> it.setRate(spec.attribute("rate"));
      case SlowClose it -> it.setDelay(spec.attribute("delay"));
      case Timeout it -> it.setTimeout(spec.attribute("timeout"));
      case ResetPeer it -> it.setTimeout(spec.attribute("timeout"));
      case Slicer it ->
          it.setAverageSize(spec.attribute("average_size"))
              .setSizeVariation(spec.attribute("size_variation"))
              .setDelay(spec.attribute("delay"));
      case LimitData it -> it.setBytes(spec.attribute("bytes"));
      default -> throw new IllegalArgumentException("toxic.type: no " + spec.type());
    }
    toxic.setToxicity((float) spec.toxicity());
  }
}
