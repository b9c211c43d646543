package dev.pagefault.mesh;

import java.sql.SQLException;
import java.util.UUID;
import org.h2.engine.SysProperties;
import org.h2.tools.Server;

/**
 * H2's TCP server in front of one in-memory database: the way by which a database is reached
 * through a proxy. It knows that database and no other, creates none, serves this machine only, and
 * can be stopped by nobody but its owner, a {@link Database}. A thread and one for each connection.
 */
final class DatabaseServer implements AutoCloseable {
  /** Where it listens. */
  static final String LOOPBACK = "127.0.0.1";

  /** The property by which H2 is told so; to be set before H2 is first used. */
  static final String BIND_PROPERTY = "h2.bindAddress";

  /** What the JDBC URL of a database that is reached over TCP begins with. */
  static final String URL = "jdbc:h2:tcp://";

  private final Server server;

  private DatabaseServer(Server server) {
    this.server = server;
  }

  /**
   * Starts on a free port.
   *
   * @param key what clients call the database
   * @param name what H2 calls it
   */
  static DatabaseServer start(String key, String name) throws SQLException {
    if (!LOOPBACK.equals(SysProperties.BIND_ADDRESS)) {
      throw new IllegalStateException(
          "H2 would listen on all addresses: set -D%s=%s".formatted(BIND_PROPERTY, LOOPBACK));
    }
    Server server =
        Server.createTcpServer(
            "-tcpPort",
            "0",
            "-tcpDaemon",
            "-tcpPassword",
            UUID.randomUUID().toString(),
            "-ifExists",
            "-key",
            key,
            "mem:" + name);
    return new DatabaseServer(server.start());
  }

  /** {@code host:port} at which it listens. */
  String address() {
    return LOOPBACK + ":" + server.getPort();
  }

  @Override
  public void close() {
    server.stop();
  }
}
