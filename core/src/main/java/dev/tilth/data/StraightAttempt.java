package dev.tilth.data;

import dev.tilth.database.SqlStates;
import dev.tilth.spi.RowCounts;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.OptionalLong;

/** Writes rows straight into a table under a savepoint: all of them or none. */
final class StraightAttempt {

  private static final String SAVEPOINT = "tilth_straight";

  /** What a write starts with. */
  static final String BEGIN = "savepoint " + SAVEPOINT + ";";

  /** What a write ends with where its rows are to stay. */
  static final String KEEP = "release savepoint " + SAVEPOINT;

  private static final String TAKE_BACK =
      "rollback to savepoint %1$s; release savepoint %1$s".formatted(SAVEPOINT);

  private StraightAttempt() {}

  /** From the savepoint to its release. */
  interface Write {

    /** Returns how many rows were inserted; nothing if they have to be taken back. */
    OptionalLong run() throws SQLException;
  }

  /**
   * Writes. Where the server objects to a row, nothing is left of the others but dead space.
   *
   * @return nothing if a row cannot be inserted
   */
  static Optional<RowCounts> of(Connection connection, Write write) throws SQLException {
    try {
      OptionalLong inserted = write.run();
      if (inserted.isPresent()) {
        return Optional.of(new RowCounts(inserted.getAsLong(), 0, 0, 0));
      }
    } catch (SQLException e) {
      if (!ServerError.of(e).concernsData() && !isDeadlock(e)) {
        throw e;
      }
    }
    execute(connection, TAKE_BACK);
    return Optional.empty();
  }

  /** A rival wrote the same rows in another order; that of the merge is by key. */
  private static boolean isDeadlock(SQLException failure) {
    return SqlStates.of(failure).equals(SqlStates.DEADLOCK_DETECTED);
  }

  static void execute(Connection connection, String text) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.setEscapeProcessing(false);
      statement.execute(text);
    }
  }
}
