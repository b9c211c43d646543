package dev.pagefault.web;

import java.util.List;

/** What a drill's screen shows each second; computed once for everybody who looks. */
record Frame(long at, List<Sli> sli, Graph graph, Spark spark) {

  /** Good and all events over the last 5 s, and the burn rate over the last 30 s. */
  record Sli(String slo, long good, long total, double burn) {}

  /** What users meant to do and what failed, in each of the last seconds; oldest first. */
  record Spark(List<Long> offered, List<Long> failed) {}
}
