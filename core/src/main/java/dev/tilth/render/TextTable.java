package dev.tilth.render;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Columns as wide as their widest cell; a column without text is left out. */
final class TextTable {

  private static final String INDENT = "  ";
  private static final String GAP = "  ";

  private final List<List<Cell>> rows = new ArrayList<>();

  TextTable row(Cell... cells) {
    rows.add(List.of(cells));
    return this;
  }

  boolean isEmpty() {
    return rows.isEmpty();
  }

  List<String> lines(boolean colour) {
    int columns = rows.stream().mapToInt(List::size).max().orElse(0);
    int[] widths = IntStream.range(0, columns).map(this::width).toArray();
    return rows.stream().map(row -> line(row, widths, colour)).toList();
  }

  private static String line(List<Cell> row, int[] widths, boolean colour) {
    StringBuilder line = new StringBuilder(INDENT);
    for (int column = 0; column < row.size(); column++) {
      if (widths[column] > 0) {
        line.append(row.get(column).padded(widths[column], colour)).append(GAP);
      }
    }
    return line.toString().stripTrailing();
  }

  private int width(int column) {
    return rows.stream()
        .filter(row -> column < row.size())
        .mapToInt(row -> row.get(column).width())
        .max()
        .orElse(0);
  }
}
