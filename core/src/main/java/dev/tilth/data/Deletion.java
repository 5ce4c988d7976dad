package dev.tilth.data;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Rows of one table that a mirror is about to delete, all of them at once. As long as rows that
 * stay refer to one of them, it is put off: what the seeder writes may set them free.
 */
final class Deletion {

  private final Layout layout;
  private final Sources sources;
  private final MirrorSql sql;
  private final List<Referrer> referrers;
  private final List<String> keys;
  private long deleted;
  private boolean done;

  /**
   * @param keys the recorded primary keys
   */
  Deletion(
      Layout layout, Sources sources, MirrorSql sql, List<Referrer> referrers, List<String> keys) {
    this.layout = layout;
    this.sources = sources;
    this.sql = sql;
    this.referrers = referrers;
    this.keys = keys;
    this.done = keys.isEmpty();
  }

  /** Whether nothing is left to delete. */
  boolean done() {
    return done;
  }

  long deleted() {
    return deleted;
  }

  /** Deletes the rows unless a row refers to one of them. */
  void attempt(Connection connection) throws SQLException {
    if (!done && blocked(connection).isEmpty()) {
      delete(connection);
    }
  }

  /**
   * Deletes the rows.
   *
   * @throws UndeletableRowException if a row still refers to one of them
   */
  void finish(Connection connection) throws SQLException {
    Optional<UndeletableRowException> reason = done ? Optional.empty() : blocked(connection);
    if (reason.isPresent()) {
      throw reason.get();
    }
    attempt(connection);
  }

  private void delete(Connection connection) throws SQLException {
    try (PreparedStatement statement = statement(connection, sql.deletion());
        ResultSet row = statement.executeQuery()) {
      row.next();
      deleted = row.getLong(1);
      done = true;
    } catch (SQLException e) {
      if (!ServerError.of(e).concernsData()) {
        throw e;
      }
      throw rejected(e);
    }
  }

  private UndeletableRowException rejected(SQLException failure) {
    ServerError error = ServerError.of(failure);
    return sources.discreet()
        ? UndeletableRowException.rejected(
            layout, keys.size(), error.discreetReason(), ServerError.withoutValues(failure))
        : UndeletableRowException.rejected(layout, keys.size(), error.reason(), failure);
  }

  private Optional<UndeletableRowException> blocked(Connection connection) throws SQLException {
    for (Referrer referrer : referrers) {
      List<String> key = referrer.forbids() ? blocked(connection, referrer) : List.of();
      if (!key.isEmpty()) {
        return Optional.of(UndeletableRowException.referredTo(layout, key, referrer));
      }
    }
    return Optional.empty();
  }

  private List<String> blocked(Connection connection, Referrer referrer) throws SQLException {
    try (PreparedStatement statement = statement(connection, sql.blocked(referrer));
        ResultSet row = statement.executeQuery()) {
      List<String> key = new ArrayList<>();
      if (row.next()) {
        for (int column = 1; column <= layout.key().columns().size(); column++) {
          key.add(row.getString(column));
        }
      }
      return key;
    }
  }

  private PreparedStatement statement(Connection connection, String text) throws SQLException {
    PreparedStatement statement = connection.prepareStatement(text);
    statement.setEscapeProcessing(false);
    statement.setArray(1, connection.createArrayOf("text", keys.toArray()));
    return statement;
  }
}
