package dev.pagefault.mesh;

import dev.pagefault.telemetry.Batch;
import io.vertx.core.Future;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/**
 * A relational database that runs, as its mesh has it in hand. Any thread; methods block, save
 * those that return a future.
 */
public interface DatabaseControl {

  /** How instances connect to it; complete with user and password. */
  String jdbcUrl();

  /** How instances connect to it by way of something at {@code address} that leads here. */
  String jdbcUrl(String address);

  /** {@code host:port} at which a proxy reaches it; listens from the first call on. */
  String served() throws SQLException;

  /** Whether a diagnostic of datastores can be read here. */
  default boolean reads(Diagnostic diagnostic) {
    return true;
  }

  /**
   * Answers the diagnostics of a datastore; takes up to two seconds. Throws {@link
   * IllegalArgumentException} for the others.
   */
  Reading.Raw read(Diagnostic diagnostic) throws InterruptedException;

  /** Meters as they stand; asked for once a second. */
  Future<Batch> telemetry();

  /** Cancels what a client's session executes; false when it executes nothing. */
  boolean cancel(int session);

  /** Rows of a statement as a truth to compare with; not charged. */
  List<Map<String, String>> rows(String sql) throws SQLException;

  /** Brings what belongs to it to what is wanted of it. */
  void become(Map<String, String> settings);

  /** Ends what runs, and lets nothing run for long any more: the first half of closing. */
  void shutDown();

  /** Ends all sessions and frees everything. */
  void close();
}
