package dev.tilth.data;

import dev.tilth.script.PlainInsert;
import dev.tilth.spi.RowCounts;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;

/**
 * Many in one message, in their order. Without savepoints: where the server objects to one row, the
 * transaction can only be rolled back.
 */
final class StraightTogether implements Straight {

  /** In one message, which the driver holds as a whole. */
  private static final int MOST_VALUES = 5000;

  private final Connection connection;
  private final StringBuilder text = new StringBuilder();
  private final List<StraightInsert> bound = new ArrayList<>();
  private final List<LongConsumer> inserted = new ArrayList<>();
  private int values;

  StraightTogether(Connection connection) {
    this.connection = connection;
  }

  /** The answer is not known yet: rows that cannot be inserted show when they are sent. */
  @Override
  public Optional<RowCounts> insert(StraightInsert rows) throws SQLException {
    int expected = rows.count();
    add(rows.text(), count -> checkAll(expected, count));
    bound.add(rows);
    values += rows.values();
    if (values >= MOST_VALUES) {
      settle();
    }
    return Optional.of(new RowCounts(expected, 0, 0, 0));
  }

  private static void checkAll(int expected, long count) {
    if (count != expected) {
      throw new IllegalStateException(
          "Of %d rows the server inserted %d.".formatted(expected, count));
    }
  }

  /**
   * A statement of a script.
   *
   * @param rows told how many it inserted
   */
  void insert(PlainInsert statement, LongConsumer rows) {
    add(statement.text() + ";", rows);
  }

  /** The text has one INSERT, and after it perhaps queries. */
  private void add(String statements, LongConsumer rows) {
    text.append(statements);
    inserted.add(rows);
  }

  @Override
  public void settle() throws SQLException {
    if (inserted.isEmpty()) {
      return;
    }
    try (PreparedStatement statement = connection.prepareStatement(text.toString())) {
      int parameter = 1;
      for (StraightInsert rows : bound) {
        parameter = rows.bind(statement, parameter);
      }
      tell(statement.execute(), statement);
    }
    text.setLength(0);
    bound.clear();
    inserted.clear();
    values = 0;
  }

  /** Of each INSERT there is a count, and of each query a result. */
  private void tell(boolean first, PreparedStatement executed) throws SQLException {
    int answered = 0;
    boolean query = first;
    while (query || executed.getLargeUpdateCount() >= 0) {
      if (!query) {
        inserted.get(answered++).accept(executed.getLargeUpdateCount());
      }
      query = executed.getMoreResults();
    }
    if (answered != inserted.size()) {
      throw new IllegalStateException(
          "The server answered %d of %d statements.".formatted(answered, inserted.size()));
    }
  }
}
