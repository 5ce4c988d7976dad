package dev.tilth.plan;

import java.util.List;

/** SHA-256 over rows that would change, in their order, however many they are. */
public final class RowDigest {

  private final Sha256 digest = new Sha256();

  /** Counts kind, key and changes; not where the row stands in its source. */
  public void add(RowChange row) {
    digest.add(row.kind().name());
    digest.add(row.key().size());
    row.key().forEach(part -> digest.add(part.column()).add(part.value()));
    digest.add(row.columns().size());
    row.columns()
        .forEach(column -> digest.add(column.column()).add(column.before()).add(column.after()));
  }

  /** Counts rows that foreign keys take along. */
  public void add(RowChanges.Along rows) {
    digest.add(rows.table()).add(rows.rows()).add(String.valueOf(rows.deleted()));
  }

  /** In hexadecimal. */
  public String hexadecimal() {
    return digest.hexadecimal();
  }

  /** That of no row at all. */
  public static String none() {
    return of(List.of());
  }

  /** That of these rows. */
  public static String of(List<RowChange> rows) {
    RowDigest digest = new RowDigest();
    rows.forEach(digest::add);
    return digest.hexadecimal();
  }
}
