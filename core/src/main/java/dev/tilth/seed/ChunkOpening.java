package dev.tilth.seed;

import dev.tilth.plan.AppliedSeed;
import dev.tilth.plan.SeederDecision;
import dev.tilth.plan.SeederStep;
import dev.tilth.spi.Chunking;
import dev.tilth.track.ChunkedLoad;
import dev.tilth.track.Claim;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/** Joins the load of a seeder, or opens one: steps 1 and 2 of {@link ChunkedSeeding}. */
final class ChunkOpening {

  private final SeedingWork work;
  private final ChunkSource source;
  private final SeederStep step;
  private final UUID runId;
  private final Retrying retrying;

  ChunkOpening(
      SeedingWork work, ChunkSource source, SeederStep step, UUID runId, Retrying retrying) {
    this.work = work;
    this.source = source;
    this.step = step;
    this.runId = runId;
    this.retrying = retrying;
  }

  Opening open() throws Exception {
    Optional<ChunkedLoad> seen = step.seen().filter(row -> isContinued()).flatMap(ChunkedLoad::of);
    return seen.isPresent() ? new Opening.Open(seen.get()) : retrying.commit(this::surveyAndOpen);
  }

  private boolean isContinued() {
    return step.decision().equals(new SeederDecision.Run(SeederDecision.Why.CONTINUED));
  }

  /**
   * In two transactions: the survey writes nothing, and what it needed for itself goes with the
   * rollback. A claim would wait for the chunks at work, so that it comes after a look.
   */
  private Opening surveyAndOpen(Connection connection) throws Exception {
    Optional<ChunkedLoad> begun = claim(connection, () -> begun(connection));
    if (begun.isPresent()) {
      return new Opening.Open(begun.get());
    }
    step.seeder().files().forEach(file -> LargeFile.told("Counting the rows of", file));
    Optional<Chunking> chunking = source.survey(connection);
    connection.rollback();
    new SourceFiles(step.seeder()).check();
    if (chunking.isEmpty()) {
      return new Opening.Whole();
    }
    return claim(connection, () -> openOrJoin(chunking.get(), connection));
  }

  /** By a rival, since the plan was made. */
  private Optional<ChunkedLoad> begun(Connection connection) {
    boolean forced = step.decision().equals(new SeederDecision.Run(SeederDecision.Why.FORCED));
    return work.tracker()
        .claims(connection)
        .find(step.name())
        .filter(now -> !forced && isSameContent(now))
        .flatMap(ChunkedLoad::of);
  }

  private Opening openOrJoin(Chunking chunking, Connection connection) {
    return begun(connection)
        .<Opening>map(Opening.Open::new)
        .orElseGet(() -> open(chunking, connection));
  }

  private Opening open(Chunking chunking, Connection connection) {
    Claim claim = work.tracker().claims(connection).open(step, runId, chunking);
    return switch (claim) {
      case Claim.Won won -> new Opening.Open(load(won.attempt(), chunking));
      case Claim.Lost lost -> joining(lost.now());
    };
  }

  private <T> T claim(Connection connection, Supplier<T> statement)
      throws SQLException, InterruptedException {
    Duration patience = work.terms().patience().left(work.terms().clock().instant());
    return new Claiming(work, step.name(), patience).claim(connection, statement);
  }

  private Opening joining(AppliedSeed now) {
    return ChunkedLoad.of(now)
        .filter(load -> isSameContent(now))
        .<Opening>map(Opening.Open::new)
        .orElseGet(() -> new Opening.Lost(now));
  }

  private boolean isSameContent(AppliedSeed now) {
    return now.checksum().equals(step.seeder().checksum());
  }

  private ChunkedLoad load(UUID attempt, Chunking chunking) {
    return new ChunkedLoad(step.name(), step.seeder().checksum(), attempt, chunking);
  }
}
