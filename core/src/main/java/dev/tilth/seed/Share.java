package dev.tilth.seed;

import dev.tilth.spi.RowCounts;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What one of several seeders wrote that share a transaction.
 *
 * @param rows by table
 * @param declared whether they went through declarative tables
 */
record Share(Map<String, RowCounts> rows, boolean declared) {

  /**
   * Whether these are all writes of the transaction, and each can be told as if it had been alone.
   *
   * @param seen by the server; empty where it does not count
   * @return false, too, where the server may know a table by another name
   */
  static boolean areAll(List<Share> shares, Optional<List<WrittenPart>> seen) {
    Map<String, RowCounts> all = new LinkedHashMap<>();
    shares.forEach(
        share -> share.rows.forEach((table, rows) -> all.merge(table, rows, RowCounts::plus)));
    boolean known =
        seen.stream()
            .flatMap(List::stream)
            .allMatch(part -> part.table().equals(part.whole()) || !all.containsKey(part.table()));
    boolean countable = seen.isPresent() || shares.stream().allMatch(Share::declared);
    return known && countable && WriteCounts.of(all, seen, false).exact();
  }

  /** What is told of it: of a script, what the server counts, in its order. */
  WriteCounts counts(Optional<List<WrittenPart>> seen) {
    if (declared) {
      return new WriteCounts(Optional.of(WriteCounts.rows(rows)), true);
    }
    List<TableRows> written =
        seen.stream()
            .flatMap(List::stream)
            .map(WrittenPart::whole)
            .distinct()
            .filter(rows::containsKey)
            .map(table -> new TableRows(table, rows.getOrDefault(table, RowCounts.NONE)))
            .toList();
    return new WriteCounts(Optional.of(written), written.isEmpty());
  }
}
