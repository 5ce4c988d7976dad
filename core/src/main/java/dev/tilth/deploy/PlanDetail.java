package dev.tilth.deploy;

/**
 * How much a plan tells of rows.
 *
 * @param rows how many changed rows of each table it lists at most; it counts all of them
 * @param verifyData whether it also compares the tables of seeders that have been applied, to find
 *     rows that somebody changed by hand
 */
public record PlanDetail(int rows, boolean verifyData) {

  /** Counts only. */
  public static final PlanDetail COUNTS = new PlanDetail(0, false);

  public PlanDetail {
    if (rows < 0) {
      throw new IllegalArgumentException(
          "The number of rows to list must be 0 or more, but is %d.".formatted(rows));
    }
  }
}
