package dev.tilth.seed;

import dev.tilth.database.StopSignal;
import dev.tilth.spi.SeedMode;
import dev.tilth.track.ChunkClaim;
import dev.tilth.track.ChunkClaims;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/** One worker: takes chunk after chunk until there is none, or the run has to end. */
final class ChunkWorker implements Runnable {

  private final ChunkCrew crew;
  private final ChunkJob job;
  private final boolean helping;
  private final SeedingTerms terms;

  /** Of the attempt at work, until its commit was answered. */
  private Optional<WriteCounts> uncertain = Optional.empty();

  /**
   * @param helping whether it ends where its slot is wanted for another seeder, between two chunks,
   *     or where there is no connection for it
   */
  ChunkWorker(ChunkCrew crew, boolean helping) {
    this.crew = crew;
    this.helping = helping;
    this.job = crew.job();
    this.terms = job.terms();
  }

  @Override
  public void run() {
    try (ChunkWriter writer = job.source().writer()) {
      OptionalInt next = next();
      while (next.isPresent() && !retires(next.getAsInt(), writer)) {
        next = next();
      }
    } catch (Exception e) {
      crew.fail(e);
    } catch (LinkageError | AssertionError e) {
      crew.fail(new SeederFailedException(job.seeder(), e));
    } catch (Error e) {
      crew.fail(e);
    }
  }

  private OptionalInt next() {
    StopSignal stop = terms.stop();
    boolean begins = crew.board().left() > 0;
    if (begins && crew.longest().compareTo(terms.pace().deadline().left()) > 0) {
      stop.stopBeforeNextStep(terms.pace().deadline().exceeded());
    }
    stop.check();
    if (helping && terms.pace().slots().isWanted()) {
      return OptionalInt.empty();
    }
    OptionalInt next = crew.board().take();
    if (next.isPresent()) {
      crew.grow();
    }
    return next;
  }

  /** Settles a chunk, unless there is no connection for this worker. */
  private boolean retires(int chunk, ChunkWriter writer) throws Exception {
    try {
      settle(chunk, writer);
      return false;
    } catch (CrowdedException e) {
      crew.retire(chunk, e);
      return true;
    }
  }

  private void settle(int chunk, ChunkWriter writer) throws Exception {
    Instant begun = terms.clock().instant();
    uncertain = Optional.empty();
    ChunkClaim claim = claimAndWrite(chunk, writer);
    Duration taken = Duration.between(begun, terms.clock().instant());
    switch (claim) {
      case ChunkClaim.Won won -> crew.wrote(chunk, uncertain.orElseThrow(), taken);
      case ChunkClaim.Done done -> {
        if (done.own() && uncertain.isPresent()) {
          crew.wrote(chunk, uncertain.get(), taken);
        }
        crew.board().done(chunk);
      }
      case ChunkClaim.AtWork elsewhere -> {}
      case ChunkClaim.Over over -> crew.end(over.now());
    }
  }

  private ChunkClaim claimAndWrite(int chunk, ChunkWriter writer) throws Exception {
    try {
      Retrying.Transaction<ChunkClaim> work =
          connection -> claimAndWrite(chunk, writer, connection);
      return helping ? job.retrying().commitWhereThereIsRoom(work) : job.retrying().commit(work);
    } catch (Exception | LinkageError | AssertionError e) {
      if (isToldAlready(e)) {
        throw e;
      }
      throw failure(chunk, job.files().cause(e));
    }
  }

  private SeederFailedException failure(int chunk, Throwable cause) {
    int count = job.load().chunking().count();
    return job.files().content().spec().mode() == SeedMode.ONCE
        ? SeederFailedException.inChunkOnce(job.seeder(), chunk, count, cause)
        : SeederFailedException.inChunk(job.seeder(), chunk, count, cause);
  }

  private boolean isToldAlready(Throwable failure) {
    return failure instanceof SeederBusyException
        || failure instanceof RetriesUsedUpException
        || failure instanceof CommitInDoubtException
        || failure instanceof CrowdedException
        || new Interruption(terms.stop()).explains(failure);
  }

  private ChunkClaim claimAndWrite(int chunk, ChunkWriter writer, Connection connection)
      throws Exception {
    ChunkClaims claims = job.chunks(connection);
    ChunkClaim claim =
        new Claiming(job.work(), job.seeder(), terms.patience().left(terms.clock().instant()))
            .claim(connection, () -> claims.claim(chunk));
    if (claim instanceof ChunkClaim.Won) {
      WriteCounts counts = writer.write(job.load().chunking().chunk(chunk), connection);
      job.files().check();
      claims.complete(chunk, counts.rows());
      uncertain = Optional.of(counts);
    }
    return claim;
  }
}
