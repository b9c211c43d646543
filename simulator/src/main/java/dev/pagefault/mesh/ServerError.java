package dev.pagefault.mesh;

import java.io.Serial;
import java.sql.SQLException;
import org.h2.jdbc.JdbcException;
import org.jspecify.annotations.Nullable;

/**
 * An error of the database server in PostgreSQL's words. It is an exception of H2's as well, so
 * that H2 hands it on as it is instead of wrapping it with the statement's text.
 */
final class ServerError extends SQLException implements JdbcException {
  @Serial private static final long serialVersionUID = 1;

  private ServerError(String message, String state) {
    super(message, state);
  }

  /** The database's sessions are used up. */
  static ServerError tooManyClients() {
    return new ServerError("FATAL: sorry, too many clients already", "53300");
  }

  /** The database is going away. */
  static ServerError shutDown() {
    return new ServerError("FATAL: terminating connection due to administrator command", "57P01");
  }

  /** Somebody cancelled the statement. */
  static ServerError cancelled() {
    return new ServerError("ERROR: canceling statement due to user request", "57014");
  }

  /** The statement ran for longer than its caller allowed. */
  static ServerError timedOut() {
    return new ServerError("ERROR: canceling statement due to statement timeout", "57014");
  }

  /** The volume is full: errno ENOSPC while a relation's file grows. */
  static ServerError noSpaceLeft() {
    return new ServerError(
        "ERROR: could not extend file \"base/16384/16403\": No space left on device", "53100");
  }

  @Override
  public @Nullable String getOriginalMessage() {
    return getMessage();
  }

  /** Not null, or H2 would wrap it. */
  @Override
  public String getSQL() {
    return "";
  }

  @Override
  public void setSQL(String sql) {
    // the message is complete without
  }
}
