package dev.pagefault.scenario;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Says what steps name that isn't there. */
final class StepLint {
  private static final Pattern PARAMETER = Pattern.compile("(?<![:\\w]):([a-z][a-z0-9_]*)");

  private final Topology topology;
  private final Source source;
  private final Names names;
  private final MemoryLint memory;
  private final Set<String> parameters;
  private final FieldStepLint fields;

  /** For the steps of one service. */
  StepLint(Topology topology, Source source, Names names, Topology.Service owner) {
    this.topology = topology;
    this.source = source;
    this.names = names;
    this.memory = new MemoryLint(topology, source, names);
    this.parameters = new TreeSet<>(topology.attributes().keySet());
    for (Topology.Service service : topology.services().values()) {
      Step.walk(
          service.everyStep(),
          step -> {
            if (step instanceof Step.Query query) {
              parameters.addAll(query.yields());
            } else if (step instanceof FieldStep of) {
              FieldStepLint.made(of, parameters);
            }
          });
    }
    this.fields = new FieldStepLint(owner, source, names, parameters);
  }

  /** Checks the steps of one endpoint or consumer. */
  void check(List<Step> steps, String path) {
    Set<String> ids = new HashSet<>();
    for (int i = 0; i < steps.size(); i++) {
      check(steps.get(i), ids, path + "[" + i + "]");
    }
  }

  void check(Step step, Set<String> ids, String path) {
    if (!ids.add(step.id())) {
      source.wrong(path + ".id", "is already another step's here", "name it otherwise");
    }
    String flag = step.flag();
    if (flag != null) {
      names.flag(path + ".flag", flag);
    }
    switch (step) {
      case Step.Compute compute -> memory.size(compute.allocate(), path + ".allocate");
      case Step.Query query -> {
        names.datastore(path + ".datastore", query.datastore());
        parameters(query.sql(), path + ".sql");
      }
      case Step.Write write -> {
        names.datastore(path + ".datastore", write.datastore());
        parameters(write.sql(), path + ".sql");
        if (write.io() != null && ResourceLint.writesToNoVolume(topology, write)) {
          source.wrong(
              path + ".io",
              "is written to no volume",
              "give " + write.datastore() + " a volume, or leave io out");
        }
      }
      case Step.Call call -> {
        if (names.service(path + ".service", call.service())) {
          names.endpoint(path + ".endpoint", call.service(), call.endpoint());
        }
        memory.size(call.unread(), path + ".unread");
      }
      case Step.Cache cache -> {
        parameters(cache.key(), path + ".key");
        memory.cache(cache, path);
        for (int i = 0; i < cache.miss().size(); i++) {
          check(cache.miss().get(i), ids, path + ".miss[" + i + "]");
        }
      }
      case Step.Publish publish -> {
        names.queue(path + ".queue", publish.queue());
        String key = ResourceLint.missingKey(topology, publish);
        if (key != null) {
          source.wrong(
              path + ".attributes",
              "lack the key of " + publish.queue(),
              "add " + key + ", which chooses the partition");
        }
        for (int i = 0; i < publish.attributes().size(); i++) {
          String at = path + ".attributes[" + i + "]";
          names.known(at, "attribute", publish.attributes().get(i), parameters);
        }
      }
      case FieldStep of -> fields.check(of, path);
      case Step.Listen listen -> memory.listen(listen, path);
      case Step.Emit emit -> memory.emit(emit, path);
    }
  }

  private void parameters(String text, String path) {
    Matcher parameter = PARAMETER.matcher(text);
    while (parameter.find()) {
      names.known(path, "attribute", parameter.group(1), parameters);
    }
  }
}
