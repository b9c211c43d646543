package dev.pagefault.load;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Somebody on a journey.
 *
 * @param region where they enter
 * @param segments what they are, by segment
 * @param attributes what their requests carry: numbers and texts; what they have not is left out
 * @param random for their traces
 */
record Customer(
    String journey,
    String region,
    Map<String, String> segments,
    Map<String, String> attributes,
    SplittableRandom random) {

  /** Query part of their requests' URI, percent-encoded UTF-8: {@code ?name=Zo%C3%AB}, or empty. */
  String query() {
    StringBuilder query = new StringBuilder();
    attributes.forEach((name, value) ->
        query
            .append(query.isEmpty() ? '?' : '&')
            .append(encode(name))
            .append('=')
            .append(encode(value)));
    return query.toString();
  }

  /** W3C baggage: segments and region, values percent-encoded. */
  String baggage() {
    StringBuilder baggage = new StringBuilder();
    segments.forEach(
        (name, value) -> baggage.append(name).append('=').append(encode(value)).append(','));
    return baggage.append("region=").append(encode(region)).toString();
  }

  /** W3C traceparent of a new trace, sampled. */
  String traceparent() {
    HexFormat hex = HexFormat.of();
    return "00-"
        + hex.toHexDigits(random.nextLong())
        + hex.toHexDigits(random.nextLong() | 1) // all zeros would be invalid
        + "-"
        + hex.toHexDigits(random.nextLong() | 1)
        + "-01";
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
