package dev.pagefault.mesh;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.ILoggerFactory;
import org.slf4j.LoggerFactory;

/**
 * Brings what HikariCP logs to the log of the instance whose pool it is about, and keeps it off the
 * server's own. Lines name their pool; leak detection names only the physical connection, so the
 * pools are asked for that. HikariCP's loggers are the process's: one such ear per {@link
 * MeshHost}.
 */
final class PoolLog extends AppenderBase<ILoggingEvent> {
  private static final String HIKARI = "com.zaxxer.hikari";

  private final Set<JdbcPool> pools = ConcurrentHashMap.newKeySet();

  private PoolLog() {}

  static PoolLog attach() {
    PoolLog log = new PoolLog();
    if (loggers() instanceof LoggerContext context) {
      log.setContext(context);
      log.setName("mesh-pools");
      log.start();
      Logger logger = context.getLogger(HIKARI);
      logger.setLevel(Level.INFO);
      logger.setAdditive(false);
      logger.addAppender(log);
    }
    return log;
  }

  void detach() {
    if (loggers() instanceof LoggerContext context) {
      context.getLogger(HIKARI).detachAppender(this);
    }
    stop();
  }

  void add(JdbcPool pool) {
    pools.add(pool);
  }

  void remove(JdbcPool pool) {
    pools.remove(pool);
  }

  @Override
  protected void append(ILoggingEvent event) {
    String message = event.getFormattedMessage();
    JdbcPool pool = about(message);
    if (pool != null) {
      String level = event.getLevel().isGreaterOrEqual(Level.ERROR) ? "error" : level(event);
      pool.logged(level, event.getLoggerName(), message);
    }
  }

  private static String level(ILoggingEvent event) {
    return event.getLevel().isGreaterOrEqual(Level.WARN) ? "warn" : "info";
  }

  private @Nullable JdbcPool about(String message) {
    for (JdbcPool pool : pools) {
      if (pool.isMeantBy(message)) {
        return pool;
      }
    }
    return null;
  }

  private static ILoggerFactory loggers() {
    return LoggerFactory.getILoggerFactory();
  }
}
