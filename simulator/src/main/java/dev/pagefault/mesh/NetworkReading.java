package dev.pagefault.mesh;

import dev.pagefault.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What the network to the instances of one service shows, measured live over the addresses that the
 * link uses now.
 */
final class NetworkReading {
  private NetworkReading() {}

  /** Measures; takes some milliseconds, and a few seconds where nothing answers. */
  static Reading.Raw of(Link link, Clock clock) throws InterruptedException {
    List<Map<String, String>> rows = new ArrayList<>();
    List<Long> connects = new ArrayList<>();
    List<Long> roundTrips = new ArrayList<>();
    int tried = 0;
    int failed = 0;
    int open = 0;
    for (Peer peer : measured(link, clock)) {
      PathProbe.Measured it = peer.measured;
      connects.addAll(it.connectNanos());
      roundTrips.addAll(it.roundTripNanos());
      tried += it.tried();
      failed += it.failed();
      open += peer.open;
      rows.add(peer.row());
    }
    Map<String, Double> figures = new LinkedHashMap<>();
    figures.put(Figures.PEERS, (double) rows.size());
    figures.put(Figures.TOTAL, (double) open);
    figures.put(Figures.CONNECT_MS, meanMillis(connects));
    figures.put(Figures.ROUND_TRIP_MS, meanMillis(roundTrips));
    figures.put(Figures.FAILED, rows.isEmpty() ? 1 : failed / (double) tried);
    return new Reading.Raw(text(link, rows), rows, figures);
  }

  /** One instance that is called. */
  private record Peer(String name, int open, PathProbe.Measured measured) {

    Map<String, String> row() {
      Map<String, String> row = new LinkedHashMap<>();
      row.put("peer", name);
      row.put("established", Integer.toString(open));
      row.put("connect", times(measured.connectNanos()));
      row.put("rtt", times(measured.roundTripNanos()));
      row.put("unanswered", measured.failed() + " of " + measured.tried());
      return row;
    }
  }

  private static List<Peer> measured(Link link, Clock clock) throws InterruptedException {
    Map<String, Integer> open = link.wire().established();
    Trust trust = link.trust();
    Witness witness = trust == null ? null : trust.witness();
    return EachPeer.of(
        link,
        (address, name) ->
            new Peer(
                name,
                open.getOrDefault(address, 0),
                PathProbe.measure(address, name, witness, clock)));
  }

  private static String text(Link link, List<Map<String, String>> rows) {
    return "%s client: route %s; %d connections and round trips to each peer%n%s"
        .formatted(
            link.service(),
            link.policy().standby() ? LinkPolicy.STANDBY : LinkPolicy.PRIMARY,
            PathProbe.SAMPLES,
            Listing.of(rows));
  }

  private static String times(List<Long> nanos) {
    return nanos.isEmpty()
        ? "-"
        : String.format(
            Locale.ROOT,
            "min/avg/max %.1f/%.1f/%.1f ms",
            nanos.stream().mapToLong(it -> it).min().orElse(0) / 1e6,
            meanMillis(nanos),
            nanos.stream().mapToLong(it -> it).max().orElse(0) / 1e6);
  }

  private static double meanMillis(List<Long> nanos) {
    return nanos.stream().mapToLong(it -> it).average().orElse(0) / 1e6;
  }
}
