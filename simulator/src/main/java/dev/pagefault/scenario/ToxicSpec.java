package dev.pagefault.scenario;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * A fault on the wire, in Toxiproxy's own terms (<a
 * href="https://github.com/Shopify/toxiproxy#toxics">its README</a>).
 *
 * @param type one of {@link #TYPES}
 * @param stream {@link #UPSTREAM} or {@link #DOWNSTREAM}
 * @param toxicity share of connections that it is on, 0 to 1
 * @param attributes by Toxiproxy's names, which its type has; those left out are 0
 */
public record ToxicSpec(
    String type,
    @Default("downstream") String stream,
    @Default("1") double toxicity,
    @Default Map<String, Integer> attributes) {
  /** What a caller sends. */
  public static final String UPSTREAM = "upstream";

  /** What a caller is answered. */
  public static final String DOWNSTREAM = "downstream";

  /** Longest delay or timeout, milliseconds. */
  public static final int MILLIS_MAX = 60_000;

  /** Longest pause between two slices, microseconds. */
  public static final int SLICE_MICROS_MAX = 1_000_000;

  /** Most that a wire may be held to, KB/s (1 KB = 1000 bytes). */
  public static final int RATE_MAX = 1_000_000;

  /** Largest slice, bytes. */
  public static final int SLICE_MAX = 1_000_000;

  /** Most that may pass before a wire is closed, bytes. */
  public static final int BYTES_MAX = 1_000_000_000;

  /** How a toxic's name is written. */
  public static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,39}");

  private static final Bound MILLIS = new Bound(0, MILLIS_MAX, true);
  private static final Map<String, Map<String, Bound>> KINDS = kinds();

  /** The types there are, in Toxiproxy's order. */
  public static final List<String> TYPES = List.copyOf(KINDS.keySet());

  /** What an attribute may be. */
  private record Bound(int min, int max, boolean needed) {}

  /**
   * What is wrong with a toxic.
   *
   * @param field such as {@code attributes.latency}
   */
  public record Wrong(String field, String message, String wayOut) {}

  public ToxicSpec {
    attributes = Map.copyOf(attributes);
  }

  /** An attribute's value; 0 where it is left out. */
  public int attribute(String name) {
    return attributes.getOrDefault(name, 0);
  }

  /** All that is wrong with it; empty where nothing is. */
  public List<Wrong> wrongs() {
    List<Wrong> wrongs = new ArrayList<>();
    Map<String, Bound> known = KINDS.get(type);
    if (known == null) {
      wrongs.add(
          new Wrong("type", "there is no toxic of type " + type, Spelling.wayOut(type, TYPES)));
    }
    if (!stream.equals(UPSTREAM) && !stream.equals(DOWNSTREAM)) {
      wrongs.add(
          new Wrong(
              "stream",
              "there is no stream " + stream,
              "write upstream (what the caller sends) or downstream (what it is answered)"));
    }
    if (!(toxicity >= 0 && toxicity <= 1)) {
      wrongs.add(new Wrong("toxicity", "is out of bounds", "write a share from 0 to 1"));
    }
    if (known != null) {
      attributes(known, wrongs);
    }
    return wrongs;
  }

  private void attributes(Map<String, Bound> known, List<Wrong> wrongs) {
    new TreeMap<>(attributes)
        .forEach((name, value) -> {
          Bound bound = known.get(name);
          String field = "attributes." + name;
          if (bound == null) {
            wrongs.add(
                new Wrong(
                    field,
                    type + " has no attribute " + name,
                    Spelling.wayOut(name, known.keySet())));
          } else if (value < bound.min || value > bound.max) {
            wrongs.add(
                new Wrong(
                    field,
                    "is out of bounds",
                    "write a whole number from " + bound.min + " to " + bound.max));
          }
        });
    known.forEach((name, bound) -> {
      if (bound.needed && !attributes.containsKey(name)) {
        wrongs.add(
            new Wrong("attributes." + name, "is missing", "add " + name + ": to attributes"));
      }
    });
    if (attribute("size_variation") >= attribute("average_size") && type.equals("slicer")) {
      wrongs.add(
          new Wrong(
              "attributes.size_variation",
              "is not below average_size",
              "write less than " + attribute("average_size")));
    }
  }

  /** In words: {@code latency (latency 800, jitter 200) downstream}. */
  public String said() {
    String values = new TreeMap<>(attributes).toString().replace("=", " ");
    String share = toxicity == 1 ? "" : " on " + Math.round(toxicity * 100) + " % of connections";
    return type + " (" + values.substring(1, values.length() - 1) + ") " + stream + share;
  }

  private static Map<String, Map<String, Bound>> kinds() {
    Bound free = new Bound(0, MILLIS_MAX, false);
    Map<String, Map<String, Bound>> kinds = new LinkedHashMap<>();
    kinds.put("latency", Map.of("latency", MILLIS, "jitter", free));
    kinds.put("bandwidth", Map.of("rate", new Bound(0, RATE_MAX, true)));
    kinds.put("slow_close", Map.of("delay", MILLIS));
    kinds.put("timeout", Map.of("timeout", MILLIS));
    kinds.put("reset_peer", Map.of("timeout", MILLIS));
    kinds.put(
        "slicer",
        Map.of(
            "average_size",
            new Bound(1, SLICE_MAX, true),
            "size_variation",
            new Bound(0, SLICE_MAX, false),
            "delay",
            new Bound(0, SLICE_MICROS_MAX, false)));
    kinds.put("limit_data", Map.of("bytes", new Bound(0, BYTES_MAX, true)));
    return kinds;
  }
}
