package dev.tilth.seed;

import dev.tilth.spi.RowCounts;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a step wrote.
 *
 * @param tables those that declarative loads filled, in their order, then others by name; empty
 *     where the server does not count
 * @param exact whether all of it went through declarative tables, which count exactly
 */
public record WriteCounts(Optional<List<TableRows>> tables, boolean exact) {

  /** Of a step that wrote nothing. */
  public static final WriteCounts NONE = new WriteCounts(Optional.of(List.of()), true);

  public WriteCounts {
    tables = tables.map(List::copyOf);
  }

  /**
   * Exact where the server saw no write beyond those of the declarative tables; otherwise what the
   * server saw. Where the server does not count, declarative tables still do, but what else was
   * written nobody knows.
   *
   * @param declared what was loaded, by table
   * @param seen empty where the server does not count
   * @param imperative whether SQL of the seeder's own may have run
   */
  static WriteCounts of(
      Map<String, RowCounts> declared, Optional<List<WrittenPart>> seen, boolean imperative) {
    return seen.map(parts -> seen(declared, parts))
        .orElseGet(() ->
            new WriteCounts(Optional.of(rows(declared)).filter(all -> !imperative), !imperative));
  }

  private static WriteCounts seen(Map<String, RowCounts> declared, List<WrittenPart> parts) {
    Map<String, String> wholes =
        parts.stream().collect(Collectors.toMap(WrittenPart::table, WrittenPart::whole));
    Map<String, RowCounts> loaded = new LinkedHashMap<>();
    declared.forEach(
        (table, rows) -> loaded.merge(wholes.getOrDefault(table, table), rows, RowCounts::plus));
    Map<String, RowCounts> tables = new LinkedHashMap<>();
    loaded.forEach((table, rows) -> tables.put(table, new RowCounts(0, 0, 0, rows.unchanged())));
    parts.forEach(part -> tables.merge(part.whole(), part.rows(), RowCounts::plus));
    return new WriteCounts(Optional.of(rows(tables)), tables.equals(loaded));
  }

  static List<TableRows> rows(Map<String, RowCounts> tables) {
    return tables.entrySet().stream()
        .map(entry -> new TableRows(entry.getKey(), entry.getValue()))
        .toList();
  }

  /** The sum; empty where the server does not count. */
  public Optional<RowCounts> rows() {
    return tables.map(TableRows::sum);
  }
}
