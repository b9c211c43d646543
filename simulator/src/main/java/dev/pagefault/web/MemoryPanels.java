package dev.pagefault.web;

import static dev.pagefault.web.Panels.rate;

import dev.pagefault.scenario.Step;
import dev.pagefault.scenario.Topology;
import dev.pagefault.web.Dashboard.Unit;

/** What a service's dashboard shows of memory and collections, of caches and of topics. */
final class MemoryPanels {
  private static final String EACH = "{{instance}}";

  private MemoryPanels() {}

  static void add(Panels p, Topology.Service service, String here) {
    p.saturation(
        "heap-used",
        Unit.BYTES,
        "Memory & GC: heap in use",
        EACH,
        "sum by (instance) (jvm_memory_used_bytes" + with(here, "area=\"heap\"") + ")");
    p.saturation(
        "heap-live",
        Unit.BYTES,
        "Memory & GC: alive after a full collection",
        EACH,
        "jvm_gc_live_data_size_bytes" + here);
    p.saturation(
        "gc-time",
        Unit.RATIO,
        "Memory & GC: share of time in collections",
        EACH,
        rate("instance", "jvm_gc_pause_seconds_sum" + here));
    p.saturation(
        "working-set",
        Unit.BYTES,
        "Memory & GC: container",
        EACH,
        "container_memory_working_set_bytes" + here);
    p.saturation(
        "memory-limit",
        Unit.BYTES,
        "Memory & GC: container limit",
        EACH,
        "container_spec_memory_limit_bytes" + here);
    p.errors(
        "restarts",
        Unit.COUNT,
        "Restarts of the container in five minutes",
        EACH,
        "sum by (instance) (increase(kube_pod_container_status_restarts_total" + here + "[5m]))");
    boolean[] seen = {false, false};
    Step.walk(
        service.everyStep(),
        step -> {
          seen[0] |= step instanceof Step.Cache;
          seen[1] |= step instanceof Step.Listen;
        });
    if (seen[0]) {
      caches(p, here);
    }
    if (seen[1]) {
      topics(p, here);
    }
  }

  private static void caches(Panels p, String here) {
    p.saturation(
        "cache-size", Unit.COUNT, "Cache entries", "{{cache}} " + EACH, "cache_size" + here);
    p.saturation(
        "cache-hits",
        Unit.RATIO,
        "Cache hit ratio",
        "{{cache}}",
        rate("cache", "cache_gets_total" + with(here, "result=\"hit\""))
            + " / "
            + rate("cache", "cache_gets_total" + here));
  }

  private static void topics(Panels p, String here) {
    p.saturation(
        "handlers",
        Unit.COUNT,
        "Event bus handlers",
        "{{address}} " + EACH,
        "vertx_eventbus_handlers" + here);
    p.traffic(
        "deliveries",
        Unit.RPS,
        "Event bus deliveries",
        "{{address}} " + EACH,
        rate("address, instance", "vertx_eventbus_delivered_total" + here));
  }

  private static String with(String here, String matcher) {
    return here.replace("}", "," + matcher + "}");
  }
}
