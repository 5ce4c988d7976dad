package dev.tilth.data;

import dev.tilth.spi.TilthException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the row that makes a set-based statement fail. The server names the constraint, and not the
 * row in a form that leads back to the file. So the write is repeated, and rolled back, for ever
 * shorter parts of the file: the shortest that fails ends with the culprit. This takes about as
 * many writes as the number of lines has binary digits, on failure only, and works for checks,
 * foreign keys, exclusion constraints and triggers alike, in any language of the server.
 */
final class Culprit {

  /** The savepoint before the first write; it exists while this class is used. */
  static final String SAVEPOINT = "tilth_rows";

  private static final String COLUMNS =
      """
      select a.attname
        from pg_attribute a
       where a.attrelid = to_regclass(?)
         and (exists (select from pg_constraint k
                       where k.conrelid = a.attrelid and k.conname = ?
                         and a.attnum = any (k.conkey))
              or exists (select from pg_index i join pg_class c on c.oid = i.indexrelid
                          where i.indrelid = a.attrelid and c.relname = ?
                            and a.attnum = any (i.indkey::int2[]))
              or a.attname = ?)
      """;

  private final Connection connection;
  private final Layout layout;
  private final Sources sources;
  private final Scope scope;

  Culprit(Connection connection, Layout layout, Sources sources, Scope scope) {
    this.connection = connection;
    this.layout = layout;
    this.sources = sources;
    this.scope = scope;
  }

  /** The exception to throw; throws the failure itself where no row is to blame. */
  TilthException explain(SQLException failure) throws SQLException {
    if (!ServerError.of(failure).concernsData()) {
      throw failure;
    }
    rollback();
    long line = firstFailingLine(failure);
    SQLException repeated = line == 0 ? failure : attempt(line);
    Row row = sources.row(line).orElseThrow(() -> failure);
    ServerError error = ServerError.of(repeated == null ? failure : repeated);
    Set<String> columns = columns(error);
    List<Field> fields = layout.fieldsOf(columns);
    List<Field> shown = fields.isEmpty() ? layout.fieldsOf(layout.key().columns()) : fields;
    return new RejectedRowException(
        sources.place(line),
        (fields.isEmpty() ? "the row with " : "") + Layout.describe(shown, row),
        sources.discreet() ? error.discreetReason() : error.reason(),
        advice(error),
        sources.discreet() ? ServerError.withoutValues(failure) : failure);
  }

  private static String advice(ServerError error) {
    return error.state().equals("23502")
        ? "Give every row a value for column '%s', or the column a default."
            .formatted(error.column())
        : "Correct the row, or change the rule if the row is right.";
  }

  /** Zero if the write now succeeds: then a rival was in its way. */
  private long firstFailingLine(SQLException failure) throws SQLException {
    long low = 0;
    long high = lastLine();
    if (attempt(high) == null) {
      throw failure;
    }
    while (high - low > 1) {
      long middle = low + (high - low) / 2;
      if (attempt(middle) == null) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return high;
  }

  /** Writes the rows up to a line and takes it back; returns the server's objection or null. */
  private @Nullable SQLException attempt(long lastLine) throws SQLException {
    try {
      new Merge(
              connection,
              layout,
              sources,
              sources.data().mode(),
              scope.upTo(lastLine),
              Removal.NONE)
          .run();
      return null;
    } catch (SQLException e) {
      if (!ServerError.of(e).concernsData()) {
        throw e;
      }
      return e;
    } catch (UnresolvedReferenceException e) {
      // The row that it waits for comes later in the file: this part alone breaks no rule.
      return null;
    } finally {
      rollback();
    }
  }

  private long lastLine() throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("select max(tilth_line) from " + Staging.TABLE)) {
      row.next();
      return row.getLong(1);
    }
  }

  private void rollback() throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("rollback to savepoint " + SAVEPOINT);
    }
  }

  private Set<String> columns(ServerError error) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(COLUMNS)) {
      statement.setString(1, layout.table().name().sql());
      statement.setString(2, error.constraint());
      statement.setString(3, error.constraint());
      statement.setString(4, error.column());
      Set<String> names = new HashSet<>();
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          names.add(row.getString(1));
        }
      }
      return names;
    }
  }
}
