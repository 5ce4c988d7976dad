package dev.tilth.script;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An INSERT of values that are written down, and nothing else: no function is called, nothing is
 * read, nothing comes back, and no row that is there is changed.
 *
 * <pre>{@code
 * INSERT INTO [schema.]table [(column, ...)] [OVERRIDING {SYSTEM | USER} VALUE]
 * VALUES (value, ...), ...
 * [ON CONFLICT [(column, ...) | ON CONSTRAINT name] DO NOTHING]
 * }</pre>
 *
 * <p>A value is a text, with or without a type after {@code ::}, a number with or without a sign,
 * {@code NULL}, {@code TRUE}, {@code FALSE} or {@code DEFAULT}. What the table itself does with its
 * rows, by its defaults, constraints and triggers, is not seen here.
 *
 * @param table as it is written
 */
public record PlainInsert(SqlStatement statement, SqlName table) {

  /** Empty for any other statement. */
  public static Optional<PlainInsert> in(SqlStatement statement) {
    SqlCursor cursor = new SqlCursor(statement);
    if (!cursor.take("INSERT", "INTO")) {
      return Optional.empty();
    }
    Optional<SqlName> table = cursor.takeName().filter(name -> name.parts().size() <= 2);
    return table.isPresent() && isPlain(cursor)
        ? Optional.of(new PlainInsert(statement, table.get()))
        : Optional.empty();
  }

  /** All statements of a script; empty if one of them is another. */
  public static Optional<List<PlainInsert>> all(List<SqlStatement> script) {
    List<PlainInsert> inserts = new ArrayList<>();
    for (SqlStatement statement : script) {
      Optional<PlainInsert> insert = in(statement);
      if (insert.isEmpty()) {
        return Optional.empty();
      }
      inserts.add(insert.get());
    }
    return Optional.of(inserts);
  }

  /** The statement's. */
  public String text() {
    return statement.text();
  }

  private static boolean isPlain(SqlCursor cursor) {
    boolean columns = !cursor.isAt('(') || takeColumns(cursor);
    if (cursor.take("OVERRIDING")) {
      columns &= cursor.takeOneOf("SYSTEM", "USER").isPresent() && cursor.take("VALUE");
    }
    return columns
        && cursor.take("VALUES")
        && takeRows(cursor)
        && (cursor.isAtEnd() || takeConflict(cursor))
        && cursor.isAtEnd();
  }

  private static boolean takeColumns(SqlCursor cursor) {
    return takeList(
        cursor, () -> cursor.takeName().filter(name -> name.parts().size() == 1).isPresent());
  }

  private static boolean takeRows(SqlCursor cursor) {
    boolean row;
    do {
      row = takeList(cursor, () -> new PlainValue(cursor).take());
    } while (row && cursor.take(','));
    return row;
  }

  private interface Item {
    boolean take();
  }

  private static boolean takeList(SqlCursor cursor, Item item) {
    boolean good = cursor.take('(') && item.take();
    while (good && cursor.take(',')) {
      good = item.take();
    }
    return good && cursor.take(')');
  }

  private static boolean takeConflict(SqlCursor cursor) {
    boolean good = cursor.take("ON", "CONFLICT");
    if (good && cursor.isAt('(')) {
      good = takeColumns(cursor);
    } else if (good && cursor.take("ON", "CONSTRAINT")) {
      good = cursor.takeName().isPresent();
    }
    return good && cursor.take("DO", "NOTHING");
  }
}
