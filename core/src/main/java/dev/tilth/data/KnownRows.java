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
 * rows in the same range of keys are read as text and compared here. A row that is written in
 * another way only counts as unknown.
 */
final class KnownRows {

  /** How many values the range of keys may have for each row. */
  private static final int MOST_PER_ROW = 4;

  private static final int MOST_ROWS = 200_000;

  /** In bytes. */
  private static final int MOST_TEXT = 12 * 1024 * 1024;

  private final Connection connection;
  private final Layout layout;
  private final int keyPosition;
  private final List<ServerText> texts = new ArrayList<>();
  private final List<Integer> scales = new ArrayList<>();
  private long lowest = Long.MAX_VALUE;
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
            .allMatch(target -> !target.insertOnly()
                && !target.column().identityAlways()
                && ServerText.of(target.column()).isPresent())
        && SequenceSql.targets(layout).stream().allMatch(key(layout)::equals);
  }

  private static Target key(Layout layout) {
    return layout.target(layout.key().columns().getFirst());
  }

  /**
   * Reads the chunk's rows and looks for them in the table.
   *
   * @return nothing if this would take more memory or a larger part of the table than it is worth
   */
  @Nullable LineSet find(Chunk chunk, Rows rows) throws SQLException {
    if (chunk.size() > MOST_ROWS) {
      return null;
    }
    LineSet lines = new LineSet(Math.toIntExact(chunk.size()));
    for (Row row = rows.next(); row != null; row = rows.next()) {
      String key = row.field(keyPosition);
      OptionalLong number = key == null ? OptionalLong.empty() : Digits.number(key);
      if (number.isEmpty() || lines.text().length() > MOST_TEXT) {
        return null;
      }
      lowest = Math.min(lowest, number.getAsLong());
      highest = Math.max(highest, number.getAsLong());
      add(row, lines);
    }
    if (lines.size() < chunk.size() || highest - lowest >= MOST_PER_ROW * chunk.size()) {
      return null;
    }
    mark(lines);
    return lines;
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
      String value = row.field(layout.targets().get(i).fields().getFirst().position());
      lines.text().add(value == null ? null : texts.get(i).text(value, scales.get(i)));
    }
    lines.close(row.number());
  }

  private void mark(LineSet lines) throws SQLException {
    CopyOut copy = connection.unwrap(PGConnection.class).getCopyAPI().copyOut(query());
    try {
      for (byte[] line = copy.readFromCopy(); line != null; line = copy.readFromCopy()) {
        stored++;
        lines.find(line);
      }
    } finally {
      if (copy.isActive()) {
        copy.cancelCopy();
      }
    }
  }

  private String query() {
    List<String> columns = new ArrayList<>();
    for (int i = 0; i < texts.size(); i++) {
      columns.add(texts.get(i).sql(layout.targets().get(i).column()));
    }
    return "copy (select %s from %s where %s between %d and %d) to stdout"
        .formatted(
            String.join(", ", columns),
            layout.table().name().sql(),
            key(layout).column().sql(),
            lowest,
            highest);
  }
}
