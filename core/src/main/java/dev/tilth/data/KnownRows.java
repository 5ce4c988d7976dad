package dev.tilth.data;

import dev.tilth.spi.Chunk;
import dev.tilth.spi.TableMode;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
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
  private final List<ServerText> texts = new ArrayList<>();
  private final List<Integer> scales = new ArrayList<>();
  private long highest = Long.MIN_VALUE;
  private long stored;

  /**
   * @param layout for which they {@link #canBeTold}
   */
  KnownRows(Connection connection, Layout layout) {
    this.connection = connection;
    this.layout = layout;
    this.keyPosition = key(layout).fields().getFirst().position();
    for (Target target : layout.targets()) {
      texts.add(ServerText.of(target.column()).orElseThrow());
      scales.add(ServerText.scale(target.column()));
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
    for (int i = 0; i < texts.size(); i++) {
      if (i > 0) {
        lines.text().add('\t');
      }
      add(row, layout.targets().get(i).fields().getFirst().position(), i, lines.text());
    }
    lines.close(row.number());
  }

  private void add(Row row, int position, int column, CopyText line) {
    if (texts.get(column) == ServerText.AS_IT_IS) {
      row.addTo(line, position);
      return;
    }
    String value = row.field(position);
    line.add(value == null ? null : texts.get(column).text(value, scales.get(column)));
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
    List<String> columns = new ArrayList<>();
    for (int i = 0; i < texts.size(); i++) {
      columns.add(texts.get(i).sql(layout.targets().get(i).column()));
    }
    String key = key(layout).column().sql();
    return "copy (select %1$s from %2$s where %3$s >= '%4$d' order by %3$s limit %5$d) to stdout"
        .formatted(String.join(", ", columns), layout.table().name().sql(), key, from, size);
  }
}
