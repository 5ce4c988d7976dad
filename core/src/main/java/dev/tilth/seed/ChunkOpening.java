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
  private final Persistence persistence;

  ChunkOpening(
      SeedingWork work, ChunkSource source, SeederStep step, UUID runId, Persistence persistence) {
    this.work = work;
    this.source = source;
    this.step = step;
    this.runId = runId;
    this.persistence = persistence;
  }

  Opening open() throws Exception {
    Optional<ChunkedLoad> begun =
        step.seen().filter(seen -> isContinued()).flatMap(ChunkedLoad::of);
    if (begun.isPresent()) {
      return new Opening.Open(begun.get());
    }
    Optional<Chunking> chunking = persistence.commit(this::survey);
    if (chunking.isEmpty()) {
      return new Opening.Whole();
    }
    return persistence.commit(connection -> open(chunking.get(), connection));
  }

  private boolean isContinued() {
    return step.decision().equals(new SeederDecision.Run(SeederDecision.Why.CONTINUED));
  }

  /** Writes nothing; what it needed for itself goes with the rollback. */
  private Optional<Chunking> survey(Connection connection) throws Exception {
    try {
      var unused = claim(connection, () -> true);
      return source.survey(connection);
    } finally {
      connection.rollback();
    }
  }

  private Opening open(Chunking chunking, Connection connection) throws Exception {
    Claim claim =
        claim(connection, () -> work.tracker().claims(connection).open(step, runId, chunking));
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
    boolean same = now.checksum().equals(step.seeder().checksum());
    return ChunkedLoad.of(now)
        .filter(load -> same)
        .<Opening>map(Opening.Open::new)
        .orElseGet(() -> new Opening.Lost(now));
  }

  private ChunkedLoad load(UUID attempt, Chunking chunking) {
    return new ChunkedLoad(step.name(), step.seeder().checksum(), attempt, chunking);
  }
}
