package dev.tilth.data;

import dev.tilth.database.SqlStates;
import dev.tilth.spi.TableData;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Keeps others from writing to a table until the end of a transaction; they can read it. */
public final class WriteBarrier {

  private WriteBarrier() {}

  /**
   * Waits for those who are writing, within the session's limit on locks. Does nothing to a table
   * that is not there.
   *
   * @param connection with an open transaction
   * @throws dev.tilth.spi.TilthException where the role may not: the server grants this lock to
   *     those who may update, delete or truncate
   */
  public static void before(TableData data, Connection connection) throws SQLException {
    String table = TableName.parse(data.table()).sql();
    if (!exists(table, connection)) {
      return;
    }
    try (Statement statement = connection.createStatement()) {
      statement.setEscapeProcessing(false);
      statement.execute("lock table %s in share row exclusive mode".formatted(table));
    } catch (SQLException e) {
      if (SqlStates.of(e).equals(SqlStates.INSUFFICIENT_PRIVILEGE)) {
        throw new BarrierForbiddenException(data.table(), table, e);
      }
      throw e;
    }
  }

  private static boolean exists(String table, Connection connection) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("select to_regclass(?) is not null")) {
      statement.setString(1, table);
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return row.getBoolean(1);
      }
    }
  }
}
