package dev.tilth.plan;

import dev.tilth.spi.FailureKind;
import dev.tilth.spi.TilthException;
import java.util.List;
import java.util.stream.Collectors;

/** A seeder's claim was committed without its end: something in it ran a COMMIT of its own. */
public final class UnfinishedSeederException extends TilthException {

  private static final long serialVersionUID = 1L;

  private UnfinishedSeederException(String names) {
    super(
        ("The claim of %1$s was committed before the seeder had ended, which only a COMMIT in its"
                + " own SQL can do; nobody can tell which of its rows are there."
                + " Remove that COMMIT, look at the rows, then either delete the"
                + " tracker's row of %1$s, so that it runs again, or set its status to 'done'.")
            .formatted(names));
  }

  /** Found by the run that it happened to. */
  public static UnfinishedSeederException of(String seeder) {
    return new UnfinishedSeederException(seeder);
  }

  /**
   * Passes where every one of these has ended.
   *
   * @throws UnfinishedSeederException naming those that have not
   */
  public static void check(List<AppliedSeed> seeds) {
    String unfinished =
        seeds.stream()
            .filter(seed -> seed.progress() instanceof SeedProgress.BrokenOff)
            .map(AppliedSeed::name)
            .collect(Collectors.joining(", "));
    if (!unfinished.isEmpty()) {
      throw new UnfinishedSeederException(unfinished);
    }
  }

  @Override
  public FailureKind kind() {
    return FailureKind.DECISION_NEEDED;
  }
}
