package dev.tilth.seed;

import dev.tilth.plan.AppliedSeed;
import dev.tilth.plan.SeederStep;
import dev.tilth.plan.UnfinishedSeederException;
import java.time.InstantSource;
import java.util.List;

/** What it means that somebody else had a seeder first: step 3 of {@link SeederTransaction}. */
record LostClaim(AppliedSeed now) {

  /**
   * Passes where the rival did what this run was to do.
   *
   * @param start the server's time at which this run began
   */
  void check(SeederStep step, InstantSource start) {
    UnfinishedSeederException.check(List.of(now));
    boolean sameContent = now.checksum().equals(step.seeder().checksum());
    if (!sameContent && now.finishedAt().isBefore(start.instant())) {
      throw new OtherContentException(now);
    }
    if (!now.done()) {
      throw SeederBusyException.inChunks(now);
    }
  }
}
