package dev.pagefault.web;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request as a route sees it: everything is read, nothing is tied to an event loop.
 *
 * @param path parameters of the path
 * @param query parameters of the query
 */
record Call(
    Visitor visitor, Map<String, String> path, MultiMap query, MultiMap headers, Buffer body) {

  /** A parameter of the path; there always is one. */
  String at(String name) {
    String value = path.get(name);
    if (value == null) {
      throw new IllegalStateException("the route has no parameter " + name);
    }
    return value;
  }

  /** A parameter of the query, or null. */
  @Nullable String ask(String name) {
    List<String> all = query.getAll(name);
    if (all.size() > 1) {
      throw Refusal.invalid(name, name + " is given " + all.size() + " times; give it once");
    }
    return all.isEmpty() || all.getFirst().isEmpty() ? null : all.getFirst();
  }

  /** A parameter of the query that must be there. */
  String need(String name) {
    String value = ask(name);
    if (value == null) {
      throw Refusal.invalid(name, name + " is missing; add ?" + name + "=…");
    }
    return value;
  }

  /** A whole number of the query within bounds. */
  long number(String name, long otherwise, long min, long max) {
    String value = ask(name);
    if (value == null) {
      return otherwise;
    }
    try {
      long number = Long.parseLong(value);
      if (number >= min && number <= max) {
        return number;
      }
    } catch (NumberFormatException e) {
      // told below, with the bounds
    }
    throw Refusal.invalid(name, name + " is a whole number from " + min + " to " + max);
  }

  /** Yes or no of the query. */
  @Nullable Boolean truth(String name) {
    String value = ask(name);
    return switch (value) {
      case null -> null;
      case "true" -> true;
      case "false" -> false;
      default -> throw Refusal.invalid(name, name + " is true or false");
    };
  }

  /** The body as {@code type}. */
  <T> T body(Class<T> type) {
    return Json.read(body, type);
  }
}
