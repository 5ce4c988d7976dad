package dev.tilth.seed;

import dev.tilth.plan.SeederStep;
import dev.tilth.spi.Seeder;
import dev.tilth.track.Claim;
import dev.tilth.track.Claims;
import dev.tilth.track.StepEntry;
import java.sql.Connection;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.function.Function;

/**
 * One transaction of one seeder, and how far it came: steps 1 to 4 of {@link SeederTransaction}.
 */
final class SeederAttempt {

  private enum Phase {
    OPENING,
    CLAIMING,
    SEEDING,
    COMMITTING
  }

  private final SeedingWork work;
  private final SeederStep step;
  private final UUID runId;
  private final Duration waits;
  private final Function<WriteCounts, StepEntry> entry;
  private final SeederCode code;
  private Phase phase = Phase.OPENING;
  private OptionalInt backend = OptionalInt.empty();
  private Optional<Doubt> committing = Optional.empty();

  /**
   * @param waits how long for others
   * @param entry what it enters into the ledger together with its record
   */
  SeederAttempt(
      SeedingWork work,
      SeederStep step,
      UUID runId,
      Duration waits,
      Function<WriteCounts, StepEntry> entry) {
    this.work = work;
    this.step = step;
    this.runId = runId;
    this.waits = waits;
    this.entry = entry;
    this.code = new SeederCode(work);
  }

  /** Whether the claim was answered, so that every earlier attempt has ended. */
  boolean knowsTheRecord() {
    return phase == Phase.SEEDING || phase == Phase.COMMITTING;
  }

  AttemptResult run() throws Exception {
    try (OwnTransaction transaction = OwnTransaction.open(work.connections())) {
      backend = OptionalInt.of(transaction.backend());
      phase = Phase.CLAIMING;
      AttemptResult result = run(transaction.begin());
      transaction.settled();
      return result;
    }
  }

  private AttemptResult run(Connection connection) throws Exception {
    Claims claims = work.tracker().claims(connection);
    Claim claim =
        new Claiming(work, step.name(), waits)
            .claimWithin(connection, limits -> claims.claim(step, runId, limits));
    phase = Phase.SEEDING;
    return switch (claim) {
      case Claim.Won won -> {
        WriteCounts counts = seed(connection);
        new SourceFiles(step.seeder()).check();
        claims.complete(won, entry.apply(counts));
        phase = Phase.COMMITTING;
        committing = Optional.of(new Doubt(won.attempt(), counts));
        connection.commit();
        yield new AttemptResult.Committed(counts);
      }
      case Claim.Lost lost -> new AttemptResult.Lost(lost.now());
    };
  }

  private WriteCounts seed(Connection connection) throws Exception {
    Seeder seeder = work.seeder(step.name());
    return code.run(
        step.name(),
        work.loads(step, connection),
        connection,
        context -> context.run(seeder::seed));
  }

  /** Whether the seeder's own SQL ended the transaction: then this attempt must be the last. */
  boolean endedItself() {
    return code.endedTransaction();
  }

  /** Why another attempt may succeed after this one failed. */
  Optional<PassingFailure> passing(Throwable failure) {
    if (failure instanceof SeederBusyException) {
      return Optional.empty(); // It has waited for as long as the run has patience.
    }
    return switch (phase) {
      case OPENING -> PassingFailure.ofOpening(failure);
      case CLAIMING, SEEDING ->
          PassingFailure.ofTransaction(failure, inTheWay()).or(() -> ofPooler(failure));
      case COMMITTING ->
          doubt(failure).isPresent()
              ? Optional.of(PassingFailure.ofCommit(failure))
              : PassingFailure.ofTransaction(failure, Optional.empty());
    };
  }

  private Optional<String> inTheWay() {
    return backend.isPresent()
        ? work.terms().rivals().blocker(backend.getAsInt())
        : Optional.empty();
  }

  private Optional<PassingFailure> ofPooler(Throwable failure) {
    return work.connections().throughPooler() ? PassingFailure.ofPooler(failure) : Optional.empty();
  }

  /** Present if the failure leaves open what became of the commit. */
  Optional<Doubt> doubt(Throwable failure) {
    return phase == Phase.COMMITTING && !OwnTransaction.isAnswer(failure)
        ? committing
        : Optional.empty();
  }
}
