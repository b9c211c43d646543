package dev.pagefault.journal;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A schema of a PostgreSQL database: the one that the URL's {@code currentSchema} names, else
 * PostgreSQL's default.
 *
 * <p>Two things keep a second server out. An advisory lock on the schema, held by the session: who
 * doesn't get it doesn't start. It ends with the session, whichever way that ends, so one's own
 * next session can have it. And the claim, a number that each start raises and each transaction
 * compares: whoever lost the lock to somebody else meanwhile finds that out before writing.
 */
final class PostgresStore extends Store {
  private static final Pattern URL =
      Pattern.compile("(?<bare>jdbc:postgresql://[^/?@]+/[^/?@]+)(\\?(?<parameters>.*))?");

  private static final String FORM =
      "--data is a directory or jdbc:postgresql://host[:port]/database[?name=value&...];"
          + " user and password are such values, or PGUSER and PGPASSWORD in the environment";

  /** How long a server may take to accept a connection. */
  private static final int CONNECT_SECONDS = 5;

  /** How long it may take to answer a statement; then the connection counts as broken. */
  private static final int ANSWER_SECONDS = 10;

  /** How long a session that just ended may still hold the lock. */
  private static final int LOCK_SECONDS = 3;

  /** Marks our advisory locks among those of others: "page" in ASCII. */
  private static final int LOCK = 0x70616765;

  private static final String LOCK_NOT_AVAILABLE = "55P03";
  private static final String DISK_FULL = "53100";

  /**
   * Without its parameters, which are settings: the driver quotes the whole URL in its messages.
   */
  private final String url;

  private final Properties settings;

  private PostgresStore(String url, Properties settings) {
    this.url = url;
    this.settings = settings;
  }

  /** Whether a place is meant as a URL, be it one that can't be used. */
  static boolean isUrl(String place) {
    return place.startsWith("jdbc:") || place.contains("://");
  }

  static PostgresStore at(String url, Map<String, String> environment) {
    Matcher parts = URL.matcher(url);
    if (!parts.matches()) {
      throw new IllegalArgumentException(FORM);
    }
    Properties settings = defaults(environment);
    String parameters = parts.group("parameters");
    for (String parameter : parameters == null ? new String[0] : parameters.split("&")) {
      String[] pair = parameter.split("=", 2);
      settings.setProperty(decoded(pair[0]), pair.length == 2 ? decoded(pair[1]) : "");
    }
    return new PostgresStore(parts.group("bare"), settings);
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(FORM); // the cause would quote what may be the password
    }
  }

  private static Properties defaults(Map<String, String> environment) {
    Properties settings = new Properties();
    environment.forEach((name, value) -> {
      switch (name) {
        case "PGUSER" -> settings.setProperty("user", value);
        case "PGPASSWORD" -> settings.setProperty("password", value);
        default -> {}
      }
    });
    settings.setProperty("ApplicationName", "pagefault");
    settings.setProperty("targetServerType", "primary");
    settings.setProperty("connectTimeout", Integer.toString(CONNECT_SECONDS));
    settings.setProperty("socketTimeout", Integer.toString(ANSWER_SECONDS));
    settings.setProperty("tcpKeepAlive", "true");
    // Else a failing batch quotes what it was to write, and with it a drill's secrets.
    settings.setProperty("logServerErrorDetail", "false");
    return settings;
  }

  @Override
  Connection connect() throws SQLException {
    Connection connection = DriverManager.getConnection(url, settings);
    try (Statement sql = connection.createStatement()) {
      configure(sql);
      lock(sql);
      connection.setAutoCommit(false);
      return connection;
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  /**
   * An acknowledged commit is durable, whatever the database's default; and the server finds out
   * within half a minute that our machine is gone, and releases the lock.
   */
  private static void configure(Statement sql) throws SQLException {
    sql.execute(
        """
        SELECT set_config('synchronous_commit', 'on', false)
        WHERE current_setting('synchronous_commit') = 'off'
        """);
    sql.execute("SET lock_timeout = '%ds'".formatted(LOCK_SECONDS));
    sql.execute("SET tcp_keepalives_idle = 10");
    sql.execute("SET tcp_keepalives_interval = 5");
    sql.execute("SET tcp_keepalives_count = 3");
  }

  private static void lock(Statement sql) throws SQLException {
    int schema;
    try (ResultSet row =
        sql.executeQuery(
            "SELECT oid::integer FROM pg_namespace WHERE nspname = current_schema()")) {
      if (!row.next()) {
        throw new SQLException("there is no such schema; create it first");
      }
      schema = row.getInt(1);
    }
    try {
      sql.execute("SELECT pg_advisory_lock(%d, %d)".formatted(LOCK, schema));
    } catch (SQLException e) {
      throw LOCK_NOT_AVAILABLE.equals(e.getSQLState())
          ? new SQLException("another Pagefault is using it" + holder(sql, schema))
          : e;
    }
  }

  /** Who holds the lock, as the database's administrator would look it up. */
  private static String holder(Statement sql, int schema) throws SQLException {
    try (ResultSet row =
        sql.executeQuery(
            """
            SELECT pid FROM pg_locks JOIN pg_database ON pg_database.oid = database
            WHERE locktype = 'advisory' AND granted AND datname = current_database()
              AND classid::integer = %d AND objid::integer = %d
            """
                .formatted(LOCK, schema))) {
      return row.next() ? " (pid %d in pg_stat_activity)".formatted(row.getInt(1)) : "";
    }
  }

  @Override
  int version(Connection connection) throws SQLException {
    try (Statement sql = connection.createStatement()) {
      try (ResultSet row =
          sql.executeQuery("SELECT to_regclass(quote_ident(current_schema()) || '.journal')")) {
        if (!row.next() || row.getString(1) == null) {
          return 0;
        }
      }
      try (ResultSet row = sql.executeQuery("SELECT version FROM journal")) {
        return row.next() ? row.getInt(1) : 0;
      }
    }
  }

  @Override
  void mark(Connection connection, int version) throws SQLException {
    try (Statement sql = connection.createStatement()) {
      sql.execute(
          """
          CREATE TABLE journal(
            version INTEGER NOT NULL, claim BIGINT NOT NULL, transactions BIGINT NOT NULL)
          """);
      sql.execute("INSERT INTO journal VALUES(%d, 0, 0)".formatted(version));
    }
  }

  @Override
  String risingKey() {
    return "BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY";
  }

  @Override
  String inKeyOrder() {
    return "";
  }

  @Override
  long claim(Connection connection) throws SQLException {
    try (PreparedStatement sql =
            connection.prepareStatement("UPDATE journal SET claim = claim + 1 RETURNING claim");
        ResultSet row = sql.executeQuery()) {
      return only(row);
    }
  }

  @Override
  long begin(Connection connection, long claim) throws SQLException {
    return ours(
        connection,
        claim,
        """
        UPDATE journal SET transactions = transactions + 1 WHERE claim = ? RETURNING transactions
        """);
  }

  @Override
  boolean committed(Connection connection, long claim, long transaction) throws SQLException {
    return ours(connection, claim, "SELECT transactions FROM journal WHERE claim = ?")
        >= transaction;
  }

  private static long ours(Connection connection, long claim, String query) throws SQLException {
    try (PreparedStatement sql = connection.prepareStatement(query)) {
      sql.setLong(1, claim);
      try (ResultSet row = sql.executeQuery()) {
        return only(row);
      }
    }
  }

  private static long only(ResultSet row) throws SQLException {
    if (!row.next()) {
      throw new SQLException("another Pagefault has taken it over; restart this one");
    }
    return row.getLong(1);
  }

  @Override
  String said(SQLException failure) {
    SQLException deepest = failure;
    Throwable beneath = failure.getCause();
    while (beneath instanceof SQLException sql) {
      deepest = sql;
      beneath = sql.getCause();
    }
    String first = String.valueOf(deepest.getMessage()).lines().findFirst().orElse("");
    String text = first.endsWith(".") ? first.substring(0, first.length() - 1) : first;
    return beneath == null ? text : text + " (" + beneath + ")";
  }

  @Override
  boolean full(SQLException failure) {
    return DISK_FULL.equals(failure.getSQLState());
  }

  @Override
  public String toString() {
    return url;
  }
}
