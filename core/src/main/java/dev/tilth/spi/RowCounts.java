package dev.tilth.spi;

/**
 * Rows written, or found to be right already.
 *
 * @param inserted rows that were not there
 * @param updated rows that differed
 * @param deleted rows that were removed
 * @param unchanged rows of the source that needed nothing
 */
public record RowCounts(long inserted, long updated, long deleted, long unchanged) {

  public static final RowCounts NONE = new RowCounts(0, 0, 0, 0);

  public RowCounts {
    if (inserted < 0 || updated < 0 || deleted < 0 || unchanged < 0) {
      throw new IllegalArgumentException(
          "Row counts cannot be negative: inserted %d, updated %d, deleted %d, unchanged %d."
              .formatted(inserted, updated, deleted, unchanged));
    }
  }

  public RowCounts plus(RowCounts other) {
    return new RowCounts(
        inserted + other.inserted,
        updated + other.updated,
        deleted + other.deleted,
        unchanged + other.unchanged);
  }
}
