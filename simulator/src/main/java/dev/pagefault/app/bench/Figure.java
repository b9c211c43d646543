package dev.pagefault.app.bench;

import java.util.Locale;

/**
 * One measured number.
 *
 * @param bench the part of {@code bench} that measured it
 * @param goal what it should be, in words
 * @param met whether it is
 */
public record Figure(
    String bench, String name, double value, String unit, String goal, boolean met) {

  /** A figure that should not exceed a goal. */
  static Figure atMost(String bench, String name, double value, String unit, double goal) {
    return new Figure(bench, name, value, unit, "≤ " + plain(goal) + " " + unit, value <= goal);
  }

  /** A figure that should reach a goal. */
  static Figure atLeast(String bench, String name, double value, String unit, double goal) {
    return new Figure(bench, name, value, unit, "≥ " + plain(goal) + " " + unit, value >= goal);
  }

  /** A figure that has no goal. */
  static Figure of(String bench, String name, double value, String unit) {
    return new Figure(bench, name, value, unit, "", true);
  }

  /** One line of the table. */
  public String line() {
    return "%-8s %-58s %10s %-10s %-14s %s"
        .formatted(
            bench, name, plain(value), unit, goal, goal.isEmpty() ? "" : met ? "met" : "NOT MET");
  }

  private static String plain(double value) {
    return value == StrictMath.rint(value) && StrictMath.abs(value) < 1e9
        ? Long.toString((long) value)
        : String.format(Locale.ROOT, "%.2f", value);
  }
}
