package dev.tilth.data;

import dev.tilth.spi.RowCounts;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Inserts a few rows straight into the table, all of them or none, in one message to the server:
 * COPY takes four.
 */
final class StraightInsert {

  private final Connection connection;
  private final Layout layout;
  private final List<Row> rows;

  /**
   * @param rows at least one, which {@link #canTake} allows
   */
  StraightInsert(Connection connection, Layout layout, List<Row> rows) {
    this.connection = connection;
    this.layout = layout;
    this.rows = rows;
  }

  /**
   * Whether the server reads the values as COPY does. Where a type has a length or the like, that
   * is known of common types only: the length of an interval says which unit a number has.
   */
  static boolean canTake(Layout layout, List<Row> rows) {
    return layout.targets().stream()
            .map(Target::column)
            .allMatch(column ->
                column.type().equals(column.baseType()) || ServerText.of(column).isPresent())
        && rows.stream().flatMap(row -> row.fields().stream()).noneMatch(StraightInsert::hasZero);
  }

  /** The driver may refuse this one on its own, before there is a savepoint. */
  private static boolean hasZero(@Nullable String value) {
    return value != null && value.indexOf('\0') >= 0;
  }

  /**
   * Runs once.
   *
   * @return nothing if a row cannot be inserted
   */
  Optional<RowCounts> run() throws SQLException {
    HighestNumbers numbers = new HighestNumbers(layout);
    rows.forEach(numbers::note);
    return numbers.areReadable()
        ? StraightAttempt.of(connection, () -> insert(numbers.sequences()))
        : Optional.empty();
  }

  private OptionalLong insert(String sequences) throws SQLException {
    String text = StraightAttempt.BEGIN + insertion() + sequences + StraightAttempt.KEEP;
    try (PreparedStatement statement = connection.prepareStatement(text)) {
      int parameter = 0;
      for (Row row : rows) {
        for (Target target : layout.targets()) {
          String value = row.field(target.fields().getFirst().position());
          // Of no type, so that the server takes it for the column's.
          statement.setObject(++parameter, value, Types.OTHER);
        }
      }
      statement.execute();
      statement.getMoreResults();
      return OptionalLong.of(statement.getLargeUpdateCount());
    }
  }

  private String insertion() {
    String row = "(%s)".formatted(Sql.list(layout.targets(), target -> "?"));
    return "insert into %s (%s) overriding system value values %s;"
        .formatted(
            layout.table().name().sql(),
            Sql.list(layout.targets(), target -> target.column().sql()),
            Sql.list(rows, any -> row));
  }
}
