package dev.tilth.data;

import dev.tilth.spi.Chunk;
import dev.tilth.spi.TableMode;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyOut;

/**
 * Finds the rows of a chunk that the table has as they are, without giving them to the server: its
 * rows from the chunk's first key on are read as text and compared here. A row that is written in
 * another way, or that stands elsewhere, only counts as unknown.
 */
final class KnownRows {

  private static final int MOST_ROWS = 200_000;

  /** In bytes. */
  private static final int MOST_TEXT = 8 * 1024 * 1024;

  private final Connection connection;
  private final Layout layout;
  private final int keyPosition;
  private final List<Known> columns;
  private long highest = Long.MIN_VALUE;
  private long stored;

  /**
   * @param layout for which they {@link #canBeTold}
   */
  KnownRows(Connection connection, Layout layout) {
    this.connection = connection;
    this.layout = layout;
    this.keyPosition = key(layout).fields().getFirst().position();
    this.columns = layout.targets().stream().map(Known::of).toList();
  }

  /**
   * A column.
   *
   * @param position of its field in the file's rows
   * @param scale how many digits follow the point, if it is known
   */
  private record Known(int position, ServerText text, int scale) {

    static Known of(Target target) {
      Column column = target.column();
      return new Known(
          target.fields().getFirst().position(),
          ServerText.of(column).orElseThrow(),
          ServerText.scale(column));
    }

    void add(Row row, CopyText line) {
      if (text == ServerText.AS_IT_IS) {
        row.addTo(line, position);
        return;
      }
      String value = row.field(position);
      line.add(value == null ? null : text.text(value, scale));
    }
  }

  /**
   * Whether the key is one number, and all that the file has is compared as a text would be. A
   * sequence of another column would have to know all rows.
   */
  static boolean canBeTold(Layout layout, TableMode mode) {
    return mode == TableMode.MERGE
        && layout.references().isEmpty()
        && layout.key().columns().size() == 1
        && layout.isKeyPlain()
        && Digits.areTypeOf(key(layout).column())
        && layout.targets().stream()
            .allMatch(target ->
                !target.insertOnly()
                    && !target.column().identityAlways()
                    && ServerText.of(target.column()).isPresent())
        && SequenceSql.targets(layout).stream().allMatch(key(layout)::equals);
  }

  private static Target key(Layout layout) {
    return layout.target(layout.key().columns().getFirst());
  }

  /**
   * Reads the chunk's rows and looks for them in the table, whose rows the server prepares
   * meanwhile: as many as the chunk has, from its first key on.
   *
   * @return nothing if this would take more memory than it is worth
   */
  @Nullable LineSet find(Chunk chunk, Rows rows) throws SQLException {
    Row first = chunk.size() > MOST_ROWS ? null : rows.next();
    OptionalLong from = first == null ? OptionalLong.empty() : key(first);
    if (first == null || from.isEmpty()) {
      return null;
    }
    CopyOut copy =
        connection
            .unwrap(PGConnection.class)
            .getCopyAPI()
            .copyOut(query(from.getAsLong(), chunk.size()));
    LineSet lines = new LineSet((int) chunk.size());
    StoredLines table = new StoredLines(copy, lines);
    try {
      if (!read(first, rows, lines, table) || lines.size() < chunk.size()) {
        return null;
      }
      table.among();
      stored = table.count();
      return lines;
    } finally {
      table.leave();
    }
  }

  /** Whether most of what the table has there was found: then it is worth while to look again. */
  boolean pays(LineSet lines) {
    return 2L * lines.found() >= stored;
  }

  /** Moves the sequence of the key past the chunk's keys, found or not. */
  String sequences() {
    return SequenceSql.of(layout, key -> "(%d)::bigint".formatted(highest));
  }

  private void add(Row row, LineSet lines) {
    CopyText line = lines.text();
    columns.getFirst().add(row, line);
    for (int i = 1; i < columns.size(); i++) {
      line.add('\t');
      columns.get(i).add(row, line);
    }
    lines.close(row.number());
  }

  private boolean read(Row first, Rows rows, LineSet lines, StoredLines table) throws SQLException {
    for (Row row = first; row != null; row = rows.next()) {
      OptionalLong number = key(row);
      if (number.isEmpty() || lines.text().length() > MOST_TEXT) {
        return false;
      }
      highest = Math.max(highest, number.getAsLong());
      add(row, lines);
      table.beside();
    }
    return true;
  }

  private OptionalLong key(Row row) {
    String key = row.field(keyPosition);
    return key == null ? OptionalLong.empty() : Digits.number(key);
  }

  private String query(long from, long size) {
    String written =
        layout.targets().stream()
            .map(target -> target.column().sql())
            .collect(Collectors.joining(", "));
    String key = key(layout).column().sql();
    // An instant comes with its offset: whatever the zone, it is the same or looks different.
    return "copy (select %1$s from %2$s where %3$s >= '%4$d' order by %3$s limit %5$d) to stdout"
        .formatted(written, layout.table().name().sql(), key, from, size);
  }
}
