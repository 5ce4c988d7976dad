package dev.tilth.data;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The rows of a source, then those of its overlay, with the columns in one order. */
final class AllRows implements Rows {

  private final Sources sources;
  private final List<Rows> files = new ArrayList<>();
  private List<String> header = List.of();
  private List<Integer> positions = List.of();
  private int current;

  private AllRows(Sources sources) {
    this.sources = sources;
  }

  /**
   * Opens all files.
   *
   * @throws OtherColumnsException if the overlay has other columns
   */
  static AllRows open(Sources sources) {
    AllRows rows = new AllRows(sources);
    try {
      sources
          .files()
          .forEach(file -> rows.files.add(sources.partial() ? file.openLarge() : file.open()));
      rows.settleHeader();
      return rows;
    } catch (RuntimeException e) {
      rows.close();
      throw e;
    }
  }

  private void settleHeader() {
    header =
        files.stream()
            .map(Rows::header)
            .filter(names -> !names.isEmpty())
            .findFirst()
            .orElse(sources.data().key());
    List<String> last = files.getLast().header();
    if (!last.isEmpty() && !Set.copyOf(last).equals(Set.copyOf(header))) {
      throw new OtherColumnsException(
          sources.files().getLast().name(), last, sources.name(), header);
    }
    positions = header.stream().map(name -> last.indexOf(name) + 1).toList();
  }

  @Override
  public List<String> header() {
    return header;
  }

  @Override
  public @Nullable Row next() {
    Row row = files.get(current).next();
    while (row == null && current < files.size() - 1) {
      current++;
      row = files.get(current).next();
    }
    return row == null || current == 0 ? row : ofOverlay(row);
  }

  @Override
  public void skip(long count) {
    if (sources.overlaid()) {
      throw new IllegalStateException("Rows of an overlay have no place among the others.");
    }
    files.getFirst().skip(count);
  }

  private Row ofOverlay(Row row) {
    List<@Nullable String> fields = new ArrayList<>(positions.size());
    Set<Integer> masked = new HashSet<>();
    for (int position : positions) {
      fields.add(row.field(position));
      if (row.masked().contains(position)) {
        masked.add(fields.size());
      }
    }
    return new Row(row.number() + Sources.OVERLAY, Collections.unmodifiableList(fields), masked);
  }

  @Override
  public void close() {
    files.forEach(Rows::close);
  }
}
