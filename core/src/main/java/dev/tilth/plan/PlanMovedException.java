package dev.tilth.plan;

import dev.tilth.spi.FailureKind;
import dev.tilth.spi.RowCounts;
import dev.tilth.spi.TilthException;
import java.util.List;
import java.util.stream.Collectors;

/** What a run would do is not what somebody has seen in a plan. */
public final class PlanMovedException extends TilthException {

  private static final long serialVersionUID = 1L;

  private static final String ADVICE =
      "Make the plan again with tilth plan, look at it, and run with the hash that it has then.";

  private PlanMovedException(String message) {
    super(message);
  }

  /** Before anything was done. */
  public static PlanMovedException before(PlanHash seen, PlanHash now) {
    List<PlanHash.Part> moved = seen.moved(now);
    String what =
        moved.isEmpty()
            ? "it cannot be told which part"
            : moved.stream().map(PlanHash.Part::words).collect(Collectors.joining("; "));
    return new PlanMovedException(
        "What this run would do is not what the plan had whose hash was given. Other than then: %s. Nothing was done. %s"
            .formatted(what, ADVICE));
  }

  /**
   * Of one table, within the transaction of its seeder.
   *
   * @param migrations those of this run's plan, by file name
   */
  public static PlanMovedException within(
      String seeder, RowChanges seen, RowChanges.Known now, List<String> migrations) {
    String stays =
        migrations.isEmpty()
            ? ""
            : " The migrations of this run stay applied: %s."
                .formatted(String.join(", ", migrations));
    return new PlanMovedException(
        "The rows of table %s that seeder %s would change are not those that the plan had: %s. The seeder was rolled back.%s %s"
            .formatted(now.table(), seeder, difference(words(seen), words(now)), stays, ADVICE));
  }

  private static String difference(String there, String now) {
    return there.equals(now)
        ? "%s in both, the same numbers but other rows or values".formatted(now)
        : "%s there, %s now".formatted(there, now);
  }

  private static String words(RowChanges planned) {
    return switch (planned) {
      case RowChanges.Known known -> counts(known.counts());
      case RowChanges.NewTable created -> "%d inserted into a new table".formatted(created.rows());
      case RowChanges.Unknown unknown -> "unknown until " + unknown.until();
    };
  }

  private static String counts(RowCounts counts) {
    return "%d inserted, %d updated, %d deleted"
        .formatted(counts.inserted(), counts.updated(), counts.deleted());
  }

  @Override
  public FailureKind kind() {
    return FailureKind.REFUSED;
  }
}
