package dev.pagefault.mesh;

import dev.pagefault.mesh.FieldSamples.Fate;
import dev.pagefault.scenario.Charsets;
import dev.pagefault.scenario.FieldStep;
import dev.pagefault.scenario.Reference;
import dev.pagefault.scenario.Step;
import dev.pagefault.time.Clock;
import java.time.ZoneId;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Does the steps that work on a request's fields, and remembers what passed. Charsets and zones
 * that refer to settings follow them at once. Runs on the worker's thread.
 */
final class FieldSteps {
  private final Clock clock;
  private final Supplier<Map<String, String>> settings;
  private final FieldSamples samples = new FieldSamples();
  private final Map<String, Reference> references = new ConcurrentHashMap<>(); // by step's text

  /** {@code settings} are the instance's, as they are now. */
  FieldSteps(Clock clock, Supplier<Map<String, String>> settings) {
    this.clock = clock;
    this.settings = settings;
  }

  FieldSamples samples() {
    return samples;
  }

  /** Null: the endpoint goes on. */
  @Nullable Stop run(FieldStep step, Exchange exchange) {
    return switch (step) {
      case FieldStep.Decode decode -> decode(decode, exchange);
      case FieldStep.Parse parse -> parse(parse, exchange);
      case FieldStep.Compare compare -> compare(compare, exchange);
      case FieldStep.LocalTime time -> localTime(time, exchange);
    };
  }

  private @Nullable Stop decode(FieldStep.Decode step, Exchange exchange) {
    String in = exchange.attributes().get(step.field());
    if (in == null) {
      seen(step.field(), step, null, null, Fate.TAKEN);
      return null;
    }
    String out;
    try {
      out =
          Decoding.decode(
              in,
              Charsets.of(resolved(step.from(), exchange)),
              Charsets.of(resolved(step.as(), exchange)));
    } catch (IllegalArgumentException e) { // a charset that there isn't
      seen(step.field(), step, in, null, Fate.REFUSED);
      return stop(500, step, step.field(), Parsing.said(e));
    }
    seen(step.field(), step, in, out, out.equals(in) ? Fate.TAKEN : Fate.REREAD);
    exchange.keep(step.keeps(), out);
    return null;
  }

  private @Nullable Stop parse(FieldStep.Parse step, Exchange exchange) {
    String in = exchange.attributes().get(step.field());
    FieldStep.Lack lack;
    String error;
    if (in == null) {
      lack = step.absent();
      error = Parsing.missing(step.field());
    } else {
      switch (Parsing.parse(step.form(), step.words(), step.field(), in)) {
        case Parsing.Parsed.Value(String text) -> {
          seen(step.field(), step, in, text, Fate.TAKEN);
          exchange.keep(step.keeps(), text);
          return null;
        }
        case Parsing.Parsed.Malformed(String said) -> {
          lack = step.malformed();
          error = said;
        }
      }
    }
    String otherwise = step.otherwise();
    String out = lack == FieldStep.Lack.DEFAULT ? otherwise : null;
    seen(step.field(), step, in, out, in == null ? Fate.TAKEN : Fate.REFUSED);
    if (lack == FieldStep.Lack.FAIL) {
      return stop(step.status(), step, step.field(), error);
    }
    if (out != null) {
      exchange.keep(step.keeps(), out);
    }
    return null;
  }

  private @Nullable Stop compare(FieldStep.Compare step, Exchange exchange) {
    String to = step.to();
    String actual = exchange.attributes().get(step.field());
    String expected = to == null ? step.value() : exchange.attributes().get(to);
    if (to != null) {
      seen(to, step, expected, expected, Fate.TAKEN);
    }
    if (actual == null || expected == null) {
      seen(step.field(), step, actual, actual, Fate.TAKEN);
      String missing = actual == null || to == null ? step.field() : to;
      return step.absent() == FieldStep.Lack.FAIL
          ? stop(step.status(), step, missing, Parsing.missing(missing))
          : null;
    }
    String problem;
    try {
      String zone = step.zone();
      problem =
          Comparing.problem(step, actual, expected, zone == null ? null : zone(zone, exchange));
    } catch (RuntimeException e) { // of java.time: no zone, or no time
      problem = Parsing.said(e);
    }
    seen(step.field(), step, actual, actual, problem == null ? Fate.TAKEN : Fate.REFUSED);
    return problem == null ? null : stop(step.status(), step, step.field(), problem);
  }

  private @Nullable Stop localTime(FieldStep.LocalTime step, Exchange exchange) {
    String field = step.field();
    String in =
        field == null ? Long.toString(clock.epochMillis()) : exchange.attributes().get(field);
    if (in == null) {
      seen(step.into(), step, null, null, Fate.REFUSED);
      return stop(step.status(), step, step.into(), Parsing.missing(String.valueOf(field)));
    }
    LocalTimes.Local local;
    try {
      long millis = Long.parseLong(in) + step.plus().toMillis();
      local = LocalTimes.of(millis, zone(step.zone(), exchange), step.shows());
    } catch (RuntimeException e) { // of java.time: no zone, or no time
      seen(step.into(), step, in, null, Fate.REFUSED);
      return stop(step.status(), step, step.into(), Parsing.said(e));
    }
    samples.add(step.into(), step.id(), in, local.text(), Fate.MADE, local.offsetMinutes());
    exchange.keep(step.into(), local.text());
    return null;
  }

  private ZoneId zone(String text, Exchange exchange) {
    return ZoneId.of(resolved(text, exchange));
  }

  /** What a charset's or zone's text stands for; what isn't there is no name of one. */
  private String resolved(String text, Exchange exchange) {
    Reference reference = references.get(text);
    if (reference == null) {
      reference = references.computeIfAbsent(text, Reference::of);
    }
    String word = reference.resolve(settings.get(), exchange.attributes());
    return word == null ? "" : word;
  }

  private void seen(String field, Step step, @Nullable String in, @Nullable String out, Fate fate) {
    samples.add(field, step.id(), in, out, fate, 0);
  }

  private static Stop stop(int status, Step step, String field, String message) {
    return new Stop(status, step.id(), message, field);
  }
}
