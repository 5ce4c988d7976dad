package dev.tilth.seed;

import dev.tilth.plan.AppliedSeed;
import dev.tilth.plan.PlanMovedException;
import dev.tilth.plan.SeederStep;
import dev.tilth.spi.TilthException;
import dev.tilth.track.RunLock;
import dev.tilth.track.StepEntry;
import dev.tilth.track.StepRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;

/** One seeder until it is settled: steps 3 and 5 to 8 of {@link SeederTransaction}. */
final class SeederAttempts {

  private static final String NOT_COMMITTED = "that it had not been committed";

  private final SeedingWork work;
  private final SeedingTerms terms;
  private final SeederStep step;
  private final UUID runId;
  private final Instant start;
  private final AttemptLog log;
  private final Interruption interruption;
  private OptionalInt place = OptionalInt.empty();

  /**
   * @param before an attempt that was made together with others
   */
  SeederAttempts(SeedingWork work, SeederStep step, UUID runId, Optional<UnansweredCommit> before) {
    this.work = work;
    this.terms = work.terms();
    this.step = step;
    this.runId = runId;
    this.start = terms.clock().instant();
    this.log = new AttemptLog(step.name());
    this.interruption = new Interruption(terms.stop());
    before.ifPresent(commit -> {
      log.doubt(commit.doubt());
      log.failed(commit.why(), Duration.ZERO);
    });
  }

  SeederOutcome settle() {
    Optional<SeederOutcome> settled = Optional.empty();
    while (settled.isEmpty()) {
      settled = once();
    }
    return settled.get();
  }

  private Optional<SeederOutcome> once() {
    SeederAttempt attempt = new SeederAttempt(work, step, runId, patience(), this::entry);
    try {
      return Optional.of(settled(attempt.run()));
    } catch (Exception | LinkageError | AssertionError e) {
      // Errors of one seeder, such as a jar that is missing, are no reason to stop the others.
      if (attempt.knowsTheRecord()) {
        log.resolve(NOT_COMMITTED);
      }
      return afterFailure(e, attempt);
    }
  }

  /** All attempts have the same place: one of them is committed at most. */
  private StepEntry entry(WriteCounts counts) {
    if (place.isEmpty()) {
      place = OptionalInt.of(terms.places().take(1));
    }
    StepRecord record =
        StepRecord.ofSeeder(
            step.name(),
            SeederOutcome.Result.APPLIED.word(),
            counts.rows(),
            elapsed(),
            Optional.empty());
    return new StepEntry(runId, place.getAsInt(), record);
  }

  /** The server process of an attempt whose connection broke may take a while to notice. */
  private Duration patience() {
    Duration left = terms.patience().left(terms.clock().instant());
    return log.connectionLost() && left.compareTo(RunLock.GRACE) < 0 ? RunLock.GRACE : left;
  }

  private SeederOutcome settled(AttemptResult result) {
    return switch (result) {
      case AttemptResult.Committed committed -> {
        log.resolve(NOT_COMMITTED);
        yield applied(committed.counts());
      }
      case AttemptResult.Lost lost -> lost(lost.now());
    };
  }

  private SeederOutcome lost(AppliedSeed now) {
    Optional<Doubt> mine = log.doubt().filter(commit -> commit.attempt().equals(now.attempt()));
    log.resolve(mine.isPresent() ? "that it had been committed" : "another run's attempt");
    if (mine.isPresent()) {
      return applied(mine.get().counts());
    }
    new LostClaim(now).check(step, work.contexts().clock());
    return outcome(SeederOutcome.Result.DONE_BY_RIVAL, "done by another run");
  }

  private Optional<SeederOutcome> afterFailure(Throwable failure, SeederAttempt attempt) {
    attempt.doubt(failure).ifPresent(log::doubt);
    if (attempt.endedItself()) {
      return Optional.of(failed(new TransactionEndedException(step.name(), failure)));
    }
    if (interruption.explains(failure)) {
      return Optional.of(interrupted(failure));
    }
    Optional<PassingFailure> passing = attempt.passing(failure);
    if (passing.isEmpty()) {
      return Optional.of(failed(failure(failure)));
    }
    if (!log.permitsAnother(terms.retries(), terms.clock().instant())) {
      return Optional.of(
          failed(
              new RetriesUsedUpException(
                  step.name(), log.failed().size() + 1, elapsed(), passing.get(), failure)));
    }
    return again(passing.get(), terms.retries().pause(log.failed().size() + 1));
  }

  private Optional<SeederOutcome> again(PassingFailure why, Duration pause) {
    log.failed(why, pause);
    try {
      terms.stop().sleep(pause);
      return Optional.empty();
    } catch (InterruptedException | TilthException e) {
      return Optional.of(interrupted(e));
    }
  }

  private SeederOutcome interrupted(Throwable failure) {
    interruption.passOn(failure);
    return outcome(SeederOutcome.Result.INTERRUPTED, Interruption.outcome(log.doubt().isPresent()));
  }

  private TilthException failure(Throwable failure) {
    return switch (failure) {
      case SeederBusyException busy -> busy;
      case OtherContentException other -> other;
      case PlanMovedException moved -> moved;
      default ->
          new SeederFailedException(step.name(), new SourceFiles(step.seeder()).cause(failure));
    };
  }

  private SeederOutcome failed(TilthException failure) {
    TilthException told =
        log.doubt().isPresent()
            ? new CommitInDoubtException(step.name(), log.failed().size() + 1, elapsed(), failure)
            : failure;
    return outcome(SeederOutcome.Result.FAILED, step.decision().reason()).failing(told);
  }

  private SeederOutcome applied(WriteCounts counts) {
    if (place.isPresent()) { // Otherwise it was committed together with others.
      terms.places().entered(step.name());
    }
    return outcome(SeederOutcome.Result.APPLIED, step.decision().reason()).writing(counts);
  }

  private SeederOutcome outcome(SeederOutcome.Result result, String reason) {
    return SeederOutcome.without(step.name(), result, reason).after(elapsed(), log.failed());
  }

  private Duration elapsed() {
    return Duration.between(start, terms.clock().instant());
  }
}
