package dev.tilth.spi;

/** What happens to the rows of a table whose data are declared. */
public enum TableMode {
  /** Rows whose key is missing are inserted; one that is there is never touched. */
  INSERT_MISSING,

  /** Missing rows are inserted, differing ones updated. Rows that the source lacks stay. */
  MERGE,

  /**
   * As {@link #MERGE}; rows that this seeder inserted and that the source has no longer are
   * deleted. Rows of anybody else stay.
   */
  MIRROR
}
