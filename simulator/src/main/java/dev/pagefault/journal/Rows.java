package dev.pagefault.journal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;

/** The journal's statements: records in, records out. Lives on the writer's thread. */
final class Rows {
  private final Connection connection;

  Rows(Connection connection) {
    this.connection = connection;
  }

  void insert(DrillHeader drill) throws SQLException {
    try (PreparedStatement sql =
        connection.prepareStatement(
            "INSERT INTO drill(id, scenario, alert, name, started_at, salt) VALUES(?,?,?,?,?,?)")) {
      sql.setString(1, drill.drill());
      sql.setString(2, drill.scenario());
      sql.setString(3, drill.alert());
      sql.setString(4, drill.name());
      sql.setLong(5, drill.startedAtMillis());
      sql.setString(6, drill.salt());
      sql.executeUpdate();
    }
  }

  void insert(List<Entry> entries) throws SQLException {
    try (PreparedStatement sql =
        connection.prepareStatement(
            "INSERT INTO event(drill, seq, schema, json) VALUES(?,?,?,?)")) {
      for (Entry entry : entries) {
        sql.setString(1, entry.drill());
        sql.setLong(2, entry.seq());
        sql.setInt(3, entry.schema());
        sql.setString(4, Json.strict().writeValueAsString(entry));
        sql.addBatch();
      }
      sql.executeBatch();
    }
  }

  void insert(Receipt receipt) throws SQLException {
    try (PreparedStatement sql =
        connection.prepareStatement(
            "INSERT INTO receipt(drill, client, key, answer) VALUES(?,?,?,?)")) {
      sql.setString(1, receipt.drill());
      sql.setString(2, receipt.client());
      sql.setString(3, receipt.key());
      sql.setString(4, receipt.answer());
      sql.executeUpdate();
    }
  }

  void update(Standing standing) throws SQLException {
    try (PreparedStatement sql =
        connection.prepareStatement("UPDATE drill SET ended = ?, score = ? WHERE id = ?")) {
      sql.setString(1, standing.overAs());
      sql.setObject(2, standing.score());
      sql.setString(3, standing.drill());
      sql.executeUpdate();
    }
  }

  List<Entry> entries(String drill) throws SQLException {
    return select(
        "SELECT seq, schema, json FROM event WHERE drill = ? ORDER BY seq",
        row -> entry(drill, row),
        drill);
  }

  List<Receipt> receipts(String drill, int limit) throws SQLException {
    List<Receipt> latestFirst =
        select(
            "SELECT client, key, answer FROM receipt WHERE drill = ? ORDER BY id DESC LIMIT "
                + limit,
            row -> new Receipt(drill, row.getString(1), row.getString(2), row.getString(3)),
            drill);
    return latestFirst.reversed();
  }

  Optional<DrillHeader> header(String drill) throws SQLException {
    return select(
            "SELECT scenario, alert, name, started_at, salt FROM drill WHERE id = ?",
            row ->
                new DrillHeader(
                    drill,
                    row.getString(1),
                    row.getString(2),
                    row.getString(3),
                    row.getLong(4),
                    row.getString(5)),
            drill)
        .stream()
        .findFirst();
  }

  List<DrillSummary> drills(int limit) throws SQLException {
    return select(
        "SELECT id, scenario, alert, name, started_at, ended, score FROM drill"
            + " ORDER BY started_at DESC, id LIMIT "
            + limit,
        row ->
            new DrillSummary(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getLong(5),
                row.getString(6),
                row.getObject(7) == null ? null : row.getDouble(7)));
  }

  private static Entry entry(String drill, ResultSet row) throws SQLException {
    int schema = row.getInt(2);
    if (schema != Entry.SCHEMA) {
      throw new JournalException(
          "drill %s can't be read: its event %d has form %d, this Pagefault reads form %d"
              .formatted(drill, row.getLong(1), schema, Entry.SCHEMA));
    }
    try {
      return Json.strict().readValue(row.getString(3), Entry.class);
    } catch (JacksonException e) {
      throw new JournalException(
          "drill %s can't be read: its event %d is damaged or of an unknown kind: %s"
              .formatted(drill, row.getLong(1), e.getOriginalMessage()),
          e);
    }
  }

  private <T> List<T> select(String query, Mapping<T> mapping, String... arguments)
      throws SQLException {
    try (PreparedStatement sql = connection.prepareStatement(query)) {
      for (int i = 0; i < arguments.length; i++) {
        sql.setString(i + 1, arguments[i]);
      }
      List<T> found = new ArrayList<>();
      try (ResultSet rows = sql.executeQuery()) {
        while (rows.next()) {
          found.add(mapping.of(rows));
        }
      }
      return found;
    }
  }

  /** A row as a record. */
  private interface Mapping<T> {
    T of(ResultSet row) throws SQLException;
  }
}
