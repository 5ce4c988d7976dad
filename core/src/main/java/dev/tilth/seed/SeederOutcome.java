package dev.tilth.seed;

import dev.tilth.plan.SeederDecision;
import dev.tilth.spi.RowCounts;
import dev.tilth.spi.TilthException;
import java.time.Duration;
import java.util.Optional;

/**
 * What became of one seeder of a run.
 *
 * @param reason why it ran, or why not, in words
 * @param rows present where it ran or a rival did
 * @param exact false where the counts are of attempted writes, as the server's statistics have them
 * @param failure present where it failed
 */
public record SeederOutcome(
    String name,
    Result result,
    String reason,
    Optional<RowCounts> rows,
    boolean exact,
    Duration duration,
    Optional<TilthException> failure) {

  /** How it ended. */
  public enum Result {
    APPLIED,
    /** Another run finished it since the plan was made. */
    DONE_BY_RIVAL,
    FAILED,
    /** One that it depends on was not applied. */
    NOT_REACHED,
    UP_TO_DATE,
    /** The environment's policy does not permit it on this trigger. */
    HELD_BACK,
    OTHER_ENVIRONMENT,
    NOT_SELECTED;

    /**
     * What becomes of a seeder that a plan does not run.
     *
     * @throws IllegalArgumentException for a decision that runs it
     */
    public static Result of(SeederDecision decision) {
      return switch (decision) {
        case SeederDecision.UpToDate upToDate -> UP_TO_DATE;
        case SeederDecision.HeldBack heldBack -> HELD_BACK;
        case SeederDecision.OtherEnvironment other -> OTHER_ENVIRONMENT;
        case SeederDecision.NotSelected notSelected -> NOT_SELECTED;
        case SeederDecision.Run run ->
            throw new IllegalArgumentException(
                "The outcome of a seeder that runs does not follow from its plan.");
      };
    }

    /** Whether the plan left the seeder alone. */
    public boolean isIdle() {
      return switch (this) {
        case UP_TO_DATE, HELD_BACK, OTHER_ENVIRONMENT, NOT_SELECTED -> true;
        case APPLIED, DONE_BY_RIVAL, FAILED, NOT_REACHED -> false;
      };
    }
  }

  /** One that is not run at all. */
  static SeederOutcome without(String name, Result result, String reason) {
    return new SeederOutcome(
        name, result, reason, Optional.empty(), true, Duration.ZERO, Optional.empty());
  }

  /** Whether those that depend on it may run. */
  boolean satisfies() {
    return result != Result.FAILED && result != Result.NOT_REACHED;
  }
}
