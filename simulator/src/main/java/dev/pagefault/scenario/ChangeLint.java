package dev.pagefault.scenario;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Says what a change names that isn't there. */
final class ChangeLint {
  /** Instances of a service in a region. */
  static final int MAX_INSTANCES = 6;

  /** Stands for every journey in a load change. */
  static final String ALL_JOURNEYS = "*";

  /** How a flag's value is written. */
  static final Pattern FLAG_VALUE = Pattern.compile("on|off|(100|\\d{1,2})%");

  private static final Set<String> SERVER_KEYS =
      Set.of(
          "server.workers",
          "server.queue.max",
          "server.startup",
          Resources.CPU_LIMIT,
          Resources.MEMORY_LIMIT,
          Resources.HEAP_MAX);
  private static final List<String> POOL_KEYS =
      List.of(
          ".pool.max",
          ".pool.min-idle",
          ".pool.acquire-timeout",
          ".pool.leak-detection",
          ".query.timeout");
  private static final List<String> CLIENT_KEYS =
      List.of(
          ".client.pool.max",
          ".client.queue.max",
          ".client.timeout",
          ".client.retries",
          ".client.retry-backoff",
          ".client.breaker",
          ".client.route");

  private final Topology topology;
  private final Source source;
  private final Names names;
  private final boolean theirs;

  /** Of changes that people on call make: what is somebody else's is out of their reach. */
  ChangeLint(Topology topology, Source source) {
    this(topology, source, false);
  }

  private ChangeLint(Topology topology, Source source, boolean theirs) {
    this.topology = topology;
    this.source = source;
    this.names = new Names(topology, source);
    this.theirs = theirs;
  }

  /** Of changes that happen: others release and configure their own services. */
  static ChangeLint ofWhatHappens(Topology topology, Source source) {
    return new ChangeLint(topology, source, true);
  }

  void check(Change change, String path) {
    switch (change) {
      case Change.Deploy deploy -> {
        if (target(deploy.target(), path + ".target", theirs)) {
          names.version(path + ".version", deploy.target().service(), deploy.version());
        }
      }
      case Change.Config config -> {
        boolean shared = new ResourceLint(topology, source).configures(config, path);
        if (!shared && target(config.target(), path + ".target", theirs)) {
          setting(config.target().service(), config.key(), path + ".key");
          Topology.Service service =
              Objects.requireNonNull(topology.services().get(config.target().service()));
          SettingLint.value(service, source, config.key(), config.value(), path + ".value");
        }
      }
      case Change.Flag flag -> {
        names.flag(path + ".flag", flag.flag());
        flagValue(source, flag.value(), path + ".value");
      }
      case Change.Scale scale -> {
        target(scale.target(), path + ".target");
        within(scale.instances(), 0, MAX_INSTANCES, path + ".instances");
      }
      case Change.Restart restart -> target(restart.target(), path + ".target");
      case Change.Drain drain -> target(drain.target(), path + ".target");
      case Change.Traffic traffic -> {
        names.region(path + ".region", traffic.region());
        within(traffic.percent(), 0, 100, path + ".percent");
      }
      case Change.Cancel cancel -> names.datastore(path + ".datastore", cancel.datastore());
      case Change.Load load -> load(load, path);
      case Change.Toxic toxic -> {
        boolean known = target(toxic.target(), path + ".target");
        Topology.Service caller = known ? topology.services().get(toxic.target().service()) : null;
        new ToxicLint(source, names).check(toxic, caller, path);
      }
    }
  }

  private void load(Change.Load load, String path) {
    if (!load.journey().equals(ALL_JOURNEYS)) {
      names.journey(path + ".journey", load.journey());
    }
    within(load.factor(), 0, Change.FACTOR_MAX, path + ".factor");
    @Nullable Duration waves = load.waves();
    if (waves != null
        && (waves.compareTo(Change.WAVES_MIN) < 0 || waves.compareTo(Change.WAVES_MAX) > 0)) {
      source.wrong(path + ".waves", "is out of bounds", "write 1s to 60s, such as 5s");
    }
    if (waves != null && load.journey().equals(ALL_JOURNEYS)) {
      source.wrong(path + ".waves", "are those of one journey", "name a journey, or leave it out");
    }
    @Nullable String attribute = load.attribute();
    if (attribute != null) {
      names.attribute(path + ".attribute", attribute);
      AttributeLint.fixed(topology, source, load, path + ".value");
    }
    boolean some = attribute != null || load.value() != null || load.share() != null;
    if (some && (attribute == null || load.value() == null || load.share() == null)) {
      source.wrong(
          path,
          "fixes an attribute only in part",
          "write attribute, value and share together, or none of them");
    }
    @Nullable Double share = load.share();
    if (share != null) {
      within(share, 0, 1, path + ".share");
    }
  }

  private boolean target(Selector target, String path) {
    return target(target, path, false);
  }

  /**
   * Whether a selector's service is there; complains also of any other part that matches nothing,
   * and of somebody else's service where {@code external} ones don't count.
   */
  private boolean target(Selector target, String path, boolean external) {
    if (target.service().equals("*")) {
      source.wrong(path, "names no service", "write a service, such as checkout or checkout/eu");
      return false;
    }
    if (!names.service(path, target.service())) {
      return false;
    }
    Topology.Service service = topology.services().get(target.service());
    if (service == null) {
      return false;
    }
    if (service.external() && !external) {
      source.wrong(
          path, target.service() + " is somebody else's", "change one of your own services");
    }
    if (!target.region().equals("*")) {
      names.region(path, target.region());
    }
    if (!target.instance().equals("*")) {
      names.known(path, "instance", target.instance(), instances(target.service()));
    }
    if (!target.version().equals("*")) {
      names.version(path, target.service(), target.version());
    }
    return true;
  }

  private Set<String> instances(String name) {
    Set<String> all = new TreeSet<>();
    for (String region : topology.regions()) {
      for (int i = 1; i <= MAX_INSTANCES; i++) { // a scale may start them
        all.add(name + "-" + region + "-" + i);
      }
    }
    return all;
  }

  /** Complains of a key that neither the service writes nor the engine reads for it. */
  void setting(String serviceName, String key, String path) {
    Topology.Service service = topology.services().get(serviceName);
    if (service == null || SERVER_KEYS.contains(key)) {
      return;
    }
    Set<String> existing = new TreeSet<>(service.settings().keySet());
    service.versions().forEach(version -> existing.addAll(version.settings().keySet()));
    existing.addAll(SERVER_KEYS);
    existing.addAll(linkKeys(service));
    if (!service.certificates().isEmpty()) {
      existing.add(CertificateSettings.KEY);
    }
    names.known(path, "setting of " + serviceName, key, existing);
  }

  private List<String> linkKeys(Topology.Service service) {
    Set<String> datastores = new TreeSet<>();
    Set<String> callees = new TreeSet<>();
    Step.walk(
        service.everyStep(),
        step -> {
          switch (step) {
            case Step.Query query -> datastores.add(query.datastore());
            case Step.Write write -> datastores.add(write.datastore());
            case Step.Call call -> callees.add(call.service());
            case Step.Compute c -> {}
            case Step.Cache c -> {}
            case Step.Publish c -> {}
            case FieldStep c -> {}
            case Step.Listen c -> {}
            case Step.Emit c -> {}
          }
        });
    List<String> keys = new ArrayList<>();
    datastores.forEach(name -> POOL_KEYS.forEach(key -> keys.add(name + key)));
    callees.forEach(name -> CLIENT_KEYS.forEach(key -> keys.add(name + key)));
    return keys;
  }

  /** Complains of a setting that is shaped like the engine's own and belongs to no link. */
  void linkSetting(Topology.Service service, String key, String path) {
    for (String ending :
        List.of(
            ".pool.max",
            ".pool.min-idle",
            ".pool.acquire-timeout",
            ".client.timeout",
            ".client.retries")) {
      if (key.endsWith(ending) && !linkKeys(service).contains(key)) {
        source.wrong(
            path, "belongs to no link of this service", Spelling.wayOut(key, linkKeys(service)));
      }
    }
  }

  static void flagValue(Source source, String value, String path) {
    if (!FLAG_VALUE.matcher(value).matches()) {
      source.wrong(
          path, "\"" + value + "\" is no flag's value", "write on, off or a share like 25%");
    }
  }

  private void within(double value, double least, double most, String path) {
    if (value < least || value > most) {
      source.wrong(
          path, "is out of bounds", "write a number from " + number(least) + " to " + number(most));
    }
  }

  private static String number(double value) {
    return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
  }
}
