package dev.tilth.data;

import dev.tilth.spi.TableData;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** Keeps others from writing to a table until the end of a transaction; they can read it. */
public final class WriteBarrier {

  private WriteBarrier() {}

  /**
   * Waits for those who are writing, within the session's limit on locks.
   *
   * @param connection with an open transaction
   * @throws SQLException also where the role may only insert: the server grants this lock to those
   *     who may update, delete or truncate
   */
  public static void before(TableData data, Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.setEscapeProcessing(false);
      statement.execute(
          "lock table %s in share row exclusive mode"
              .formatted(TableName.parse(data.table()).sql()));
    }
  }
}
