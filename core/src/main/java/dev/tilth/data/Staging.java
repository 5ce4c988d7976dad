package dev.tilth.data;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * The temporary table that holds the file's rows in the types of their columns. Rows are streamed
 * into it by COPY: the server converts each value as it would a literal, and says at which row it
 * failed, which no other statement does.
 */
final class Staging {

  /** Its name holds no digit: see {@link CopyFailure}. */
  static final String NAME = "tilth_rows";

  static final String TABLE = "pg_temp." + NAME;

  private final Connection connection;
  private final Layout layout;
  private final List<Field> fields;

  Staging(Connection connection, Layout layout) {
    this(connection, layout, layout.fields());
  }

  /**
   * @param fields those of the layout that are staged
   */
  Staging(Connection connection, Layout layout, List<Field> fields) {
    this.connection = connection;
    this.layout = layout;
    this.fields = fields;
  }

  /** Types, lengths and collations are taken over from the target by the server itself. */
  String creation() {
    return "create temporary table %s on commit drop as select 0::bigint as tilth_line, %s from %s as t with no data"
        .formatted(
            NAME,
            Sql.list(fields, field -> field.origin() + " as " + field.staged()),
            layout.table().name().sql());
  }

  /**
   * Creates the table and fills it.
   *
   * @param before how many rows the source has before these
   * @return the number of rows
   * @throws RejectedRowException if a value does not fit its column's type
   */
  long fill(Rows rows, Sources sources, long before) throws SQLException {
    try {
      return fill(RowCopy.feed(rows, this::add));
    } catch (SQLException e) {
      throw new CopyFailure(layout, sources, before).explain(e);
    }
  }

  /** The same with lines that start with the row's number. */
  long fill(RowCopy.Feed lines) throws SQLException {
    create();
    return new RowCopy(connection).run(TABLE, lines);
  }

  private void create() throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.setEscapeProcessing(false);
      statement.execute(creation());
    } catch (SQLException e) {
      if (TemporaryForbiddenException.isToldBy(e)) {
        throw new TemporaryForbiddenException(layout.table().name().toString(), e);
      }
      throw e;
    }
  }

  private void add(Row row, CopyText text) {
    text.add(row.number());
    for (Field field : fields) {
      text.add('\t');
      row.addTo(text, field.position());
    }
  }
}
