package dev.tilth.data;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A few rows that one statement inserts into their table; COPY takes four messages. */
final class StraightInsert {

  private final Layout layout;
  private final List<Row> rows;
  private final String sequences;

  private StraightInsert(Layout layout, List<Row> rows, String sequences) {
    this.layout = layout;
    this.rows = rows;
    this.sequences = sequences;
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
   * The insertion of rows.
   *
   * @param rows at least one, which {@link #canTake} allows
   * @return nothing if the server may read a number in another way than is known here
   */
  static Optional<StraightInsert> of(Layout layout, List<Row> rows) {
    HighestNumbers numbers = new HighestNumbers(layout);
    rows.forEach(numbers::note);
    return numbers.areReadable()
        ? Optional.of(new StraightInsert(layout, rows, numbers.sequences()))
        : Optional.empty();
  }

  /** How many rows. */
  int count() {
    return rows.size();
  }

  /** How many values. */
  int values() {
    return rows.size() * layout.targets().size();
  }

  /** One INSERT, then queries that move sequences; each with its semicolon. */
  String text() {
    String row = "(%s)".formatted(Sql.list(layout.targets(), target -> "?"));
    return "insert into %s (%s) overriding system value values %s;"
            .formatted(
                layout.table().name().sql(),
                Sql.list(layout.targets(), target -> target.column().sql()),
                Sql.list(rows, any -> row))
        + sequences;
  }

  /**
   * Gives the values.
   *
   * @param first the number of the first
   * @return the number that follows the last
   */
  int bind(PreparedStatement statement, int first) throws SQLException {
    int parameter = first;
    for (Row row : rows) {
      for (Target target : layout.targets()) {
        String value = row.field(target.fields().getFirst().position());
        // Of no type, so that the server takes it for the column's.
        statement.setObject(parameter++, value, Types.OTHER);
      }
    }
    return parameter;
  }
}
