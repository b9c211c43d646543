package dev.pagefault.web;

import dev.pagefault.mesh.Diagnostic;
import dev.pagefault.mesh.Fields;
import dev.pagefault.mesh.InstancePlan;
import dev.pagefault.mesh.MeshState;
import dev.pagefault.mesh.Tunable;
import dev.pagefault.mesh.Tunables;
import dev.pagefault.scenario.Catalogue;
import dev.pagefault.scenario.FailureMode;
import dev.pagefault.scenario.Topology;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Everything that a statement in the notebook can name: the whole catalogue and every component,
 * the same in every drill of a topology, so that completion gives nothing away. Pure.
 */
record Vocabulary(
    List<Component> components,
    List<FailureMode> modes,
    List<Catalogue.Family> families,
    List<Titled> triggers,
    List<DiagnosticView> diagnostics,
    List<Catalogue.LastingFix> lastingFixes,
    List<Setting> settings) {

  private static final List<Titled> TRIGGERS =
      List.of(
          new Titled("traffic", "A change of traffic"),
          new Titled("schedule", "A scheduled job"),
          new Titled("dependency", "Something outside our services"),
          new Titled("none", "No change at all"));

  private static final String POOL_KEY = ".pool.max";
  private static final String CLIENT_KEY = ".client.pool.max";

  record Titled(String id, String title) {}

  record Setting(String key, String about) {}

  record Component(String name, String kind) {}

  /** A diagnostic, where it can be read, and what it may show. */
  record DiagnosticView(String id, String title, List<String> targets, List<String> outcomes) {

    static DiagnosticView of(Diagnostic diagnostic, List<String> targets) {
      return new DiagnosticView(
          diagnostic.name().toLowerCase(Locale.ROOT),
          diagnostic.title(),
          List.copyOf(targets),
          diagnostic.outcomes());
    }
  }

  static Vocabulary of(Topology topology, Catalogue catalogue) {
    return new Vocabulary(
        components(topology),
        catalogue.modes(),
        catalogue.families(),
        TRIGGERS,
        diagnostics(topology),
        catalogue.lastingFixes(),
        settings(topology));
  }

  private static List<Component> components(Topology topology) {
    List<Component> all = new ArrayList<>();
    topology.services().keySet().forEach(name -> all.add(new Component(name, "service")));
    topology.datastores().keySet().forEach(name -> all.add(new Component(name, "datastore")));
    topology.queues().keySet().forEach(name -> all.add(new Component(name, "queue")));
    return all;
  }

  private static List<Setting> settings(Topology topology) {
    Map<String, Setting> all = new LinkedHashMap<>();
    for (String service : topology.services().keySet()) {
      for (Tunable tunable : Tunables.of(topology, service).values()) {
        all.putIfAbsent(tunable.key(), new Setting(tunable.key(), tunable.about()));
      }
    }
    Set<String> resources = new LinkedHashSet<>(topology.datastores().keySet());
    resources.addAll(topology.queues().keySet());
    for (String resource : resources) {
      for (Tunable tunable : Tunables.of(topology, resource).values()) {
        all.putIfAbsent(tunable.key(), new Setting(tunable.key(), tunable.about()));
      }
    }
    return List.copyOf(all.values());
  }

  private static List<DiagnosticView> diagnostics(Topology topology) {
    Map<Diagnostic, List<String>> targets = new EnumMap<>(Diagnostic.class);
    for (Diagnostic diagnostic : Diagnostic.values()) {
      targets.put(diagnostic, new ArrayList<>());
    }
    for (InstancePlan plan : MeshState.initial(topology).instances()) {
      Topology.Service service = topology.services().get(plan.service());
      if (service == null || service.external()) {
        continue;
      }
      for (String key : Tunables.of(topology, plan.service()).keySet()) {
        if (key.endsWith(CLIENT_KEY)) {
          add(targets, Diagnostic.CLIENT, plan.instance() + "/" + head(key, CLIENT_KEY));
          String callee = head(key, CLIENT_KEY);
          add(targets, Diagnostic.NETWORK, plan.instance() + "/" + callee);
          if (!Objects.requireNonNull(topology.services().get(callee)).certificates().isEmpty()) {
            add(targets, Diagnostic.TLS, plan.instance() + "/" + callee);
          }
        } else if (key.endsWith(POOL_KEY)) {
          add(targets, Diagnostic.POOL, plan.instance() + "/" + head(key, POOL_KEY));
        }
      }
      for (String field : Fields.of(service)) {
        add(targets, Diagnostic.BYTES, plan.instance() + "/" + field);
      }
      add(targets, Diagnostic.THREADS, plan.instance());
      add(targets, Diagnostic.CPU, plan.instance());
      add(targets, Diagnostic.CONFIG, plan.instance());
      add(targets, Diagnostic.HEAP, plan.instance());
    }
    topology
        .datastores()
        .forEach((name, store) -> {
          if (store.volume() != null) {
            add(targets, Diagnostic.VOLUME, name);
          }
        });
    for (String datastore : topology.datastores().keySet()) {
      add(targets, Diagnostic.SESSIONS, datastore);
      add(targets, Diagnostic.STATEMENTS, datastore);
      add(targets, Diagnostic.PLAN, datastore);
      add(targets, Diagnostic.CPU, datastore);
    }
    List<DiagnosticView> views = new ArrayList<>();
    targets.forEach((diagnostic, of) -> views.add(DiagnosticView.of(diagnostic, of)));
    return views;
  }

  private static void add(Map<Diagnostic, List<String>> targets, Diagnostic diagnostic, String t) {
    targets.computeIfAbsent(diagnostic, none -> new ArrayList<>()).add(t);
  }

  private static String head(String key, String tail) {
    return key.substring(0, key.length() - tail.length());
  }
}
