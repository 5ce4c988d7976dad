package dev.tilth.data;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** Rows as they are, of which the first can be seen before they are read. */
final class ReadAhead implements Rows {

  private final Rows rows;
  private final Queue<Row> seen = new ArrayDeque<>();
  private boolean ended;

  ReadAhead(Rows rows) {
    this.rows = rows;
  }

  /**
   * Whether there are no more rows than these.
   *
   * @param mostText in characters, after which no more is read either
   */
  boolean isWithin(int mostRows, int mostText) {
    long text = 0;
    while (!ended && seen.size() <= mostRows && text <= mostText) {
      Row row = rows.next();
      if (row == null) {
        ended = true;
      } else {
        seen.add(row);
        text += length(row);
      }
    }
    return ended && seen.size() <= mostRows && text <= mostText;
  }

  private static long length(Row row) {
    long length = 0;
    for (String field : row.fields()) {
      length += field == null ? 0 : field.length();
    }
    return length;
  }

  /** Those seen and not read yet. */
  List<Row> seen() {
    return List.copyOf(seen);
  }

  @Override
  public List<String> header() {
    return rows.header();
  }

  @Override
  public @Nullable Row next() {
    Row row = seen.poll();
    return row != null || ended ? row : rows.next();
  }

  @Override
  public void skip(long count) {
    long left = count;
    while (left > 0 && seen.poll() != null) {
      left--;
    }
    rows.skip(left);
  }

  @Override
  public void close() {
    rows.close();
  }
}
