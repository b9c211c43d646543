package dev.pagefault.scenario;

import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Says what is wrong with a toxic that a change puts on a wire; its target is looked at before. */
final class ToxicLint {
  private final Source source;
  private final Names names;

  ToxicLint(Source source, Names names) {
    this.source = source;
    this.names = names;
  }

  void check(Change.Toxic toxic, Topology.@Nullable Service caller, String path) {
    if (caller != null) {
      names.known(
          path + ".peer", "peer of " + toxic.target().service(), toxic.peer(), peers(caller));
    }
    if (!ToxicSpec.NAME.matcher(toxic.name()).matches()) {
      source.wrong(
          path + ".name",
          "\"" + toxic.name() + "\" is no toxic's name",
          "write up to 40 small letters, digits and dashes, such as far-away");
    }
    ToxicSpec spec = toxic.toxic();
    if (spec != null) {
      for (ToxicSpec.Wrong wrong : spec.wrongs()) {
        source.wrong(path + ".toxic." + wrong.field(), wrong.message(), wrong.wayOut());
      }
    }
  }

  /** What any version of a service calls. */
  private static Set<String> peers(Topology.Service caller) {
    Set<String> peers = new TreeSet<>();
    Step.walk(
        caller.everyStep(),
        step -> {
          switch (step) {
            case Step.Query query -> peers.add(query.datastore());
            case Step.Write write -> peers.add(write.datastore());
            case Step.Call call -> peers.add(call.service());
            default -> {} // nothing else goes over a wire
          }
        });
    return peers;
  }
}
