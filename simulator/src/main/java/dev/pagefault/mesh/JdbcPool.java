package dev.pagefault.mesh;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariConfigMXBean;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import com.zaxxer.hikari.metrics.micrometer.MicrometerMetricsTrackerFactory;
import dev.pagefault.time.Clock;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An instance's HikariCP pool for one datastore: its real messages and metrics, under the
 * datastore's name. Cold when made. {@link #close} ends every connection, those too that were never
 * given back.
 */
final class JdbcPool {
  /**
   * Pools are told apart in HikariCP's log by a number behind their name, unique in the process.
   */
  private static final AtomicLong NUMBERS = new AtomicLong();

  private final MeshHost host;
  private final String datastore;
  private final String url;
  private final Dialect dialect;
  private final Pattern addresses;
  private final String hikariName;
  private final LogBook log;
  private final Clock clock;
  private final PhysicalConnections physical;
  private final HikariDataSource hikari;
  private final Set<Lease> leases = ConcurrentHashMap.newKeySet();
  private final RecentTimes acquires;
  private final RecentTimes usages;
  private final RecentTimes timeouts;
  private volatile PoolPolicy policy;

  JdbcPool(
      MeshHost host,
      String datastore,
      String url,
      String instance,
      PoolPolicy policy,
      Meters meters,
      LogBook log,
      Clock clock) {
    this.host = host;
    this.datastore = datastore;
    this.url = url;
    this.dialect = Dialect.of(url);
    this.addresses = dialect.addresses(url);
    this.hikariName = datastore + "#" + NUMBERS.incrementAndGet();
    this.log = log;
    this.clock = clock;
    this.policy = policy;
    this.physical = new PhysicalConnections(url);
    this.acquires = new RecentTimes(clock);
    this.usages = new RecentTimes(clock);
    this.timeouts = new RecentTimes(clock);
    host.poolLog().add(this);
    MicrometerMetricsTrackerFactory tracker =
        new MicrometerMetricsTrackerFactory(meters.registry());
    HikariConfig config = new HikariConfig();
    config.setPoolName(hikariName);
    config.setDataSource(physical);
    config.setMaximumPoolSize(policy.max());
    config.setMinimumIdle(Math.min(policy.minIdle(), policy.max()));
    config.setConnectionTimeout(policy.acquireMillis());
    config.setLeakDetectionThreshold(policy.leakMillis());
    config.setInitializationFailTimeout(-1);
    config.setKeepaliveTime(0); // the shared scheduler must not wait for a database
    config.setConnectionInitSql(dialect.greeting(instance));
    config.setScheduledExecutor(host.housekeeping());
    config.setThreadFactory(Thread.ofPlatform().daemon().name("pool").factory()); // they spin, too
    config.setMetricsTrackerFactory((name, stats) -> tracker.create(datastore, stats));
    this.hikari = new HikariDataSource(config);
  }

  String datastore() {
    return datastore;
  }

  String url() {
    return url;
  }

  Dialect dialect() {
    return dialect;
  }

  PoolPolicy policy() {
    return policy;
  }

  /** Takes a connection, waiting for one as long as the policy says; fails in HikariCP's words. */
  Lease lease(Exchange holder) throws SQLException {
    long start = clock.nanos();
    Connection connection;
    try {
      connection = hikari.getConnection();
    } catch (SQLException e) {
      timeouts.add(clock.nanos() - start);
      throw e;
    }
    long now = clock.nanos();
    acquires.add(now - start);
    Lease lease = new Lease(this, connection, holder, now);
    leases.add(lease);
    return lease;
  }

  /** Takes a connection back. Who waits for it gets it from hand to hand. */
  void giveBack(Lease lease) throws SQLException {
    leases.remove(lease);
    usages.add(clock.nanos() - lease.sinceNanos());
    // HikariCP spins until one of those who wait has taken it. On a virtual thread that would keep
    // a carrier from them, and with every carrier so, nobody would ever run again.
    boolean waitedFor = stats().getThreadsAwaitingConnection() > 0;
    SQLException problem =
        waitedFor
            ? CompletableFuture.supplyAsync(() -> close(lease), host.threads()).join()
            : close(lease);
    if (problem != null) {
      throw problem;
    }
  }

  private static @Nullable SQLException close(Lease lease) {
    try {
      lease.connection().close();
      return null;
    } catch (SQLException e) {
      return e;
    } catch (NullPointerException e) {
      // HikariCP takes the connection from an entry in use when its pool closes, and then resets
      // it.
      return new SQLException("the pool is closed", e);
    }
  }

  /** What went wrong, in HikariCP's and the driver's words, without addresses. */
  String words(SQLException problem) {
    String message = problem.getMessage() == null ? problem.toString() : problem.getMessage();
    Throwable cause = problem.getCause();
    if (cause != null && cause.getMessage() != null && !message.contains(cause.getMessage())) {
      message += ": " + cause.getMessage();
    }
    int statement = message.indexOf("; SQL statement:"); // H2 repeats it, with its own error code
    return shown(statement < 0 ? message : message.substring(0, statement));
  }

  /** Takes over what differs; a lowered maximum bites at once, as connections come back. */
  void reload(PoolPolicy wanted) {
    PoolPolicy before = policy;
    policy = wanted;
    HikariConfigMXBean config = hikari.getHikariConfigMXBean();
    config.setConnectionTimeout(wanted.acquireMillis());
    config.setLeakDetectionThreshold(wanted.leakMillis());
    config.setMinimumIdle(Math.min(wanted.minIdle(), wanted.max()));
    config.setMaximumPoolSize(wanted.max());
    if (wanted.max() < before.max()) {
      stats().softEvictConnections();
    }
  }

  HikariPoolMXBean stats() {
    return hikari.getHikariPoolMXBean();
  }

  List<Lease> leases() {
    return List.copyOf(leases);
  }

  double acquireP99Millis() {
    return acquires.quantileMillis(0.99);
  }

  double usageP99Millis() {
    return usages.quantileMillis(0.99);
  }

  long recentTimeouts() {
    return timeouts.count();
  }

  /** Whether a line of HikariCP's log is about this pool. */
  boolean isMeantBy(String message) {
    return message.startsWith(hikariName + " ") || physical.has(message);
  }

  /** Hears a line of HikariCP's log. */
  void logged(String level, String logger, String message) {
    log.add(level, logger, shown(message), null, message.contains("leak") ? suspects() : Map.of());
  }

  /** Ends the pool and all its connections; may block for a moment. */
  void close() {
    hikari.close();
    physical.closeAll();
    leases.clear();
    host.poolLog().remove(this);
  }

  /** Who holds a connection that has done nothing for as long as leak detection waits. */
  private Map<String, String> suspects() {
    long now = clock.nanos();
    return leases.stream()
        .filter(lease -> now - lease.sinceNanos() >= policy.leakMillis() * 1_000_000)
        .max((a, b) -> Long.compare(a.sinceNanos(), b.sinceNanos()))
        .map(lease -> Map.of("pool", datastore, "stack", stack(lease)))
        .orElse(Map.of("pool", datastore));
  }

  private static String stack(Lease lease) {
    return "java.lang.Exception: Apparent connection leak detected\n"
        + "\tat com.zaxxer.hikari.HikariDataSource.getConnection(HikariDataSource.java:127)\n"
        + "\tat %s(%s)".formatted(lease.step(), lease.holder().endpoint());
  }

  private String shown(String message) {
    String shown = physical.shorten(message).replace(hikariName, datastore).replace(url, datastore);
    return addresses.matcher(shown).replaceAll(datastore);
  }
}
