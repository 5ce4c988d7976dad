package dev.tilth.data;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * The temporary table that holds the file's rows in the types of their columns. Rows are streamed
 * into it by COPY: the server converts each value as it would a literal, and says at which row it
 * failed, which no other statement does.
 */
final class Staging {

  /** Its name holds no digit: see {@link CopyFailure}. */
  static final String NAME = "tilth_rows";

  static final String TABLE = "pg_temp." + NAME;

  private static final int BATCH = 64 * 1024;

  private final Connection connection;
  private final Layout layout;
  private final StringBuilder batch = new StringBuilder();

  Staging(Connection connection, Layout layout) {
    this.connection = connection;
    this.layout = layout;
  }

  /** Types, lengths and collations are taken over from the target by the server itself. */
  String creation() {
    return "create temporary table %s on commit drop as select 0::bigint as tilth_line, %s from %s as t with no data"
        .formatted(
            NAME,
            Sql.list(layout.fields(), field -> field.origin() + " as " + field.staged()),
            layout.table().name().sql());
  }

  /**
   * Creates the table and fills it.
   *
   * @return the number of rows
   * @throws RejectedRowException if a value does not fit its column's type
   */
  long fill(Rows rows, Sources sources) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.setEscapeProcessing(false);
      statement.execute(creation());
    }
    try {
      return copy(rows);
    } catch (SQLException e) {
      throw new CopyFailure(layout, sources).explain(e);
    }
  }

  private long copy(Rows rows) throws SQLException {
    CopyIn copy =
        connection
            .unwrap(PGConnection.class)
            .getCopyAPI()
            .copyIn("copy %s from stdin".formatted(TABLE));
    try {
      for (Row row = rows.next(); row != null; row = rows.next()) {
        append(row);
        if (batch.length() >= BATCH) {
          send(copy);
        }
      }
      send(copy);
      return copy.endCopy();
    } finally {
      if (copy.isActive()) {
        copy.cancelCopy();
      }
    }
  }

  private void send(CopyIn copy) throws SQLException {
    byte[] bytes = batch.toString().getBytes(StandardCharsets.UTF_8);
    copy.writeToCopy(bytes, 0, bytes.length);
    batch.setLength(0);
  }

  private void append(Row row) {
    batch.append(row.number());
    row.fields().forEach(this::append);
    batch.append('\n');
  }

  /** The text format of COPY (PostgreSQL manual, COPY, "Text Format"). */
  private void append(@Nullable String value) {
    batch.append('\t');
    if (value == null) {
      batch.append("\\N");
      return;
    }
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      switch (c) {
        case '\\' -> batch.append("\\\\");
        case '\n' -> batch.append("\\n");
        case '\r' -> batch.append("\\r");
        case '\t' -> batch.append("\\t");
        default -> batch.append(c);
      }
    }
  }
}
