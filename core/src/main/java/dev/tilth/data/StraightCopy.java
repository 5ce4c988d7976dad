package dev.tilth.data;

import dev.tilth.database.SqlStates;
import dev.tilth.spi.RowCounts;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Copies rows straight into the table, all of them or none. */
final class StraightCopy {

  private static final String SAVEPOINT = "tilth_straight";

  private final Connection connection;
  private final Layout layout;
  private final List<Target> sequenced;
  private final Map<Target, Long> highest = new HashMap<>();
  private boolean readable = true;

  /**
   * @param layout without references, so that each target is a field
   */
  StraightCopy(Connection connection, Layout layout) {
    this.connection = connection;
    this.layout = layout;
    this.sequenced = SequenceSql.targets(layout);
  }

  /**
   * Runs once. Where the server objects to a row, nothing is left of the others but dead space.
   *
   * @param size how many rows there are
   * @return nothing if a row cannot be inserted
   */
  Optional<RowCounts> run(Rows rows, long size) throws SQLException {
    execute("savepoint " + SAVEPOINT);
    try {
      if (new RowCopy(connection).run(into(), RowCopy.feed(rows, this::add)) == size && readable) {
        execute(sequences() + "release savepoint " + SAVEPOINT);
        return Optional.of(new RowCounts(size, 0, 0, 0));
      }
    } catch (SQLException e) {
      if (!ServerError.of(e).concernsData() && !isDeadlock(e)) {
        throw e;
      }
    }
    execute("rollback to savepoint %1$s; release savepoint %1$s".formatted(SAVEPOINT));
    return Optional.empty();
  }

  /** A rival wrote the same rows in another order; that of the merge is by key. */
  private static boolean isDeadlock(SQLException failure) {
    return SqlStates.of(failure).equals(SqlStates.DEADLOCK_DETECTED);
  }

  private String into() {
    return "%s (%s)"
        .formatted(
            layout.table().name().sql(),
            Sql.list(layout.targets(), target -> target.column().sql()));
  }

  private void add(Row row, CopyText text) {
    char separator = 0;
    for (Target target : layout.targets()) {
      if (separator != 0) {
        text.add(separator);
      }
      text.add(value(target, row));
      separator = '\t';
    }
    for (Target target : sequenced) {
      note(target, value(target, row));
    }
  }

  private static @Nullable String value(Target target, Row row) {
    return row.field(target.fields().getFirst().position());
  }

  private void note(Target target, @Nullable String number) {
    if (number == null) {
      return;
    }
    OptionalLong value = Digits.number(number);
    if (value.isPresent()) {
      highest.merge(target, value.getAsLong(), Math::max);
    } else {
      readable = false;
    }
  }

  private String sequences() {
    return SequenceSql.of(
        layout,
        target -> {
          Long value = highest.get(target);
          return "(%s)::bigint".formatted(value == null ? "null" : value);
        });
  }

  private void execute(String text) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.setEscapeProcessing(false);
      statement.execute(text);
    }
  }
}
