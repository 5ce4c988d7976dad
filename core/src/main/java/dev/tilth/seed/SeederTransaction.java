package dev.tilth.seed;

import dev.tilth.database.WorkingConnections;
import dev.tilth.plan.SeederStep;
import dev.tilth.spi.Seeder;
import dev.tilth.track.Claims;
import dev.tilth.track.Tracker;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Makes one seeder take effect once, whatever happens to the connection, the server or this run.
 * What follows is said of a seeder in one transaction; for those in chunks see {@link
 * ChunkedSeeding}.
 *
 * <ol>
 *   <li>Begin a transaction, READ COMMITTED. A run without the run lock takes a shared advisory
 *       lock in it, at once or not at all: while a step is at work that no other transaction may
 *       run beside, it rolls back, waits outside of any transaction and asks again.
 *   <li>Claim the seeder's row ({@link Claims}). That waits for a rival's whole transaction, for
 *       the rest of the run's patience; then this fails with {@link SeederBusyException}. The limit
 *       is one of the transaction and is taken back right after the claim.
 *   <li>A claim that is lost to a rival is done by the rival, if the rival's content is the same or
 *       the rival finished after this run had begun. Other content of a rival that finished before
 *       (between this run's plan and its beginning, which takes a moment and a run without the run
 *       lock) is a failure, {@link OtherContentException}: what is to be done about it depends on
 *       modes and releases, which only another plan weighs, and the next run makes one.
 *   <li>A claim that is won: the seeder writes, the record is completed, all of it is committed.
 *   <li>What passes ({@link dev.tilth.database.SqlStates#isTransient} anywhere in the causes, or a
 *       database that cannot be reached) rolls the whole transaction back, claim included. After a
 *       pause everything from step 1 is done again, by the run's {@link
 *       dev.tilth.database.RetryPolicy}; when that is used up, {@link RetriesUsedUpException}.
 *   <li>A commit that was never answered is in doubt. Step 2 of the next attempt decides it: the
 *       claim waits for the end of the old transaction, and is then either lost to that very
 *       attempt, which therefore was committed and counts, or won, so that it was not. A plain read
 *       could still see the record as it was before. As long as no claim is answered, the doubt
 *       stays, and every failure says so: {@link CommitInDoubtException}.
 *   <li>A run that is stopped, and a thread that is interrupted, end the seeder as interrupted,
 *       wherever it is; it is not tried again. A commit is never cancelled.
 *   <li>Everything else is the seeder's own failure, {@link SeederFailedException}: rolled back
 *       together with its claim, and no reason to stop the others.
 *   <li>Small seeders of nothing but data that are new to the database may be tried in one
 *       transaction first: see {@link GroupAttempt}. What is said here is what is done where that
 *       fails.
 * </ol>
 */
public final class SeederTransaction {

  private final SeedingWork work;

  /**
   * Prepares nothing and opens nothing yet.
   *
   * @param seeders by name
   */
  public SeederTransaction(
      WorkingConnections connections,
      Tracker tracker,
      Map<String, Seeder> seeders,
      ContextFactory contexts,
      SeedingTerms terms) {
    this.work = new SeedingWork(connections, tracker, seeders, contexts, terms);
  }

  SeedingTerms terms() {
    return work.terms();
  }

  /**
   * Which steps may share the next transaction.
   *
   * @param apart those that must not
   */
  Grouping grouping(Set<String> apart) {
    return new Grouping(work.seeders(), apart);
  }

  /**
   * Runs a step until it is settled.
   *
   * @param before an attempt at it that was made together with others
   */
  SeederOutcome run(SeederStep step, UUID runId, Optional<UnansweredCommit> before) {
    return ChunkSource.of(work.seeder(step.name()), work)
        .map(source -> new ChunkedSeeding(work, source, step, runId).settle())
        .orElseGet(() -> new SeederAttempts(work, step, runId, before).settle());
  }

  /** Tries several steps in one transaction; they were admitted by one {@link #grouping}. */
  Settlement run(List<SeederStep> steps, UUID runId) {
    return new GroupAttempt(work, steps, runId).run();
  }
}
