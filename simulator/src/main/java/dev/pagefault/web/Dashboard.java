package dev.pagefault.web;

import dev.pagefault.scenario.Answer.Aspect;
import java.util.List;

/** A screen of graphs about one thing. */
record Dashboard(String id, String title, Kind kind, List<Panel> panels) {

  /**
   * One graph.
   *
   * @param query PromQL
   * @param legend labels in double braces are filled in
   * @param aspect what a reading from it shows
   */
  record Panel(String id, String title, Unit unit, String query, String legend, Aspect aspect) {}

  /** What a dashboard is about. */
  enum Kind {
    USERS,
    SERVICE,
    DATASTORE,
    QUEUE,
    HOST
  }

  /** What a panel's numbers are. */
  enum Unit {
    RPS,
    RATIO,
    SECONDS,
    COUNT,
    BYTES,
    CORES
  }
}
