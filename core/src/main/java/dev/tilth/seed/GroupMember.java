package dev.tilth.seed;

import dev.tilth.plan.SeederStep;
import dev.tilth.spi.RowCounts;
import dev.tilth.track.GroupClaims;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/**
 * What one of several seeders has written in the transaction that they share.
 *
 * @param duration of its own work, and its part of what was done for all of them at once
 */
record GroupMember(SeederStep step, WriteCounts counts, Duration duration) {

  GroupClaims.Done done() {
    return new GroupClaims.Done(step.name(), counts.rows().orElse(RowCounts.NONE), duration);
  }

  SeederOutcome applied() {
    return SeederOutcome.without(
            step.name(), SeederOutcome.Result.APPLIED, step.decision().reason())
        .after(duration, List.of())
        .writing(counts);
  }

  /** After a commit that was never answered. */
  UnansweredCommit unanswered(UUID attempt, PassingFailure why) {
    return new UnansweredCommit(new Doubt(attempt, counts), why);
  }
}
