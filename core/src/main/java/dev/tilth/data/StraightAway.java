package dev.tilth.data;

import dev.tilth.spi.RowCounts;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Optional;
import java.util.OptionalLong;

/** Each at once, in a message of its own, and under a savepoint. */
record StraightAway(Connection connection) implements Straight {

  @Override
  public Optional<RowCounts> insert(StraightInsert rows) throws SQLException {
    return StraightAttempt.of(connection, () -> send(rows));
  }

  private OptionalLong send(StraightInsert rows) throws SQLException {
    String text = StraightAttempt.BEGIN + rows.text() + StraightAttempt.KEEP;
    try (PreparedStatement statement = connection.prepareStatement(text)) {
      rows.bind(statement, 1);
      statement.execute();
      statement.getMoreResults();
      return OptionalLong.of(statement.getLargeUpdateCount());
    }
  }

  @Override
  public void settle() {
    // Nothing is ever on its way.
  }
}
