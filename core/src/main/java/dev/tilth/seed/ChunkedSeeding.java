package dev.tilth.seed;

import dev.tilth.plan.AppliedSeed;
import dev.tilth.plan.SeederStep;
import dev.tilth.spi.TilthException;
import dev.tilth.track.ChunkClaims;
import dev.tilth.track.ChunkedLoad;
import dev.tilth.track.RunLock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Brings one seeder in chunks to its end, together with whoever else is at it.
 *
 * <ol>
 *   <li>Where the record tells of a load of the same content that is not at its end, join it; its
 *       chunks keep the size that they have.
 *   <li>Otherwise survey the source, which finds what is wrong with it as a whole before anything
 *       is written, and open a load: {@link dev.tilth.track.Claims#open}. Who loses that claim to
 *       the same content joins the winner.
 *   <li>Take chunk after chunk, each in a transaction of its own ({@link
 *       dev.tilth.track.ChunkClaims}), with as many workers as there are free slots. A chunk that
 *       somebody else is at work on is passed over. None is committed that was read from a file
 *       which is not any more as it was before its checksum was taken, and nothing is opened after
 *       a survey of one.
 *   <li>When none is left to take, wait for those that others are at work on, and take up what they
 *       leave behind. The limit of that wait counts from the last chunk that got done.
 *   <li>Record the end. Whoever depends on the seeder looks at that record, never at rows.
 *   <li>A run that is stopped ends with the chunks that it has; those at work are rolled back. No
 *       chunk is begun for which, going by the slowest so far, the time of the run is too short.
 * </ol>
 */
final class ChunkedSeeding {

  private static final Duration POLL = Duration.ofMillis(250);

  private final SeedingWork work;
  private final SeedingTerms terms;
  private final ChunkSource source;
  private final SeederStep step;
  private final UUID runId;
  private final Instant start;
  private final SourceFiles files;
  private final Retrying retrying;
  private Optional<ChunkCrew> crew = Optional.empty();

  /** Whether this run has recorded the end, perhaps in a commit without an answer. */
  private boolean recorded;

  ChunkedSeeding(SeedingWork work, ChunkSource source, SeederStep step, UUID runId) {
    this.work = work;
    this.terms = work.terms();
    this.source = source;
    this.step = step;
    this.runId = runId;
    this.files = new SourceFiles(step.seeder());
    this.start = terms.clock().instant();
    this.retrying = new Retrying(work, step.name());
  }

  SeederOutcome settle() {
    try {
      return switch (new ChunkOpening(work, source, step, runId, retrying).open()) {
        case Opening.Open open -> write(open.load());
        case Opening.Lost lost -> settled(lost.now());
        case Opening.Whole whole ->
            new SeederAttempts(work, step, runId, Optional.empty()).settle();
      };
    } catch (Exception | LinkageError | AssertionError e) {
      return afterFailure(e);
    }
  }

  private SeederOutcome write(ChunkedLoad load) throws Exception {
    ChunkJob job = new ChunkJob(work, source, files, load, runId, retrying);
    ChunkCrew workers = new ChunkCrew(job, done(job));
    crew = Optional.of(workers);
    try {
      workers.workOff();
      workOffWithOthers(workers);
    } finally {
      workers.over();
    }
    AppliedSeed now =
        workers.end().isPresent() ? workers.end().get() : retrying.commit(in(job, this::end));
    return settled(now);
  }

  private void workOffWithOthers(ChunkCrew workers) throws Exception {
    int before = workers.board().done();
    Instant change = terms.clock().instant();
    while (workers.end().isEmpty() && !workers.board().isComplete()) {
      terms.stop().sleep(POLL);
      workers.board().look(done(workers.job()));
      workers.workOff();
      if (workers.board().done() > before) {
        before = workers.board().done();
        change = terms.clock().instant();
      } else {
        checkPatience(workers, Duration.between(change, terms.clock().instant()));
      }
    }
  }

  /** The server process of a worker that was killed may take a while to notice. */
  private void checkPatience(ChunkCrew workers, Duration waited) {
    Duration limit = patience().compareTo(RunLock.GRACE) < 0 ? RunLock.GRACE : patience();
    if (waited.compareTo(limit) > 0) {
      throw SeederBusyException.chunkAtWork(step.name(), workers.share(), waited);
    }
  }

  private AppliedSeed end(ChunkClaims chunks) {
    recorded |= chunks.finish();
    return chunks.now();
  }

  private List<Integer> done(ChunkJob job) throws Exception {
    return retrying.commit(in(job, ChunkClaims::done));
  }

  private interface Asking<T> {
    T of(ChunkClaims chunks);
  }

  private <T> Retrying.Transaction<T> in(ChunkJob job, Asking<T> asking) {
    return connection -> {
      ChunkClaims chunks = job.chunks(connection);
      return new Claiming(work, step.name(), patience()).claim(connection, () -> asking.of(chunks));
    };
  }

  private Duration patience() {
    return terms.patience().left(terms.clock().instant());
  }

  /** Somebody has recorded the end of the seeder, or the beginning of another load. */
  private SeederOutcome settled(AppliedSeed now) throws Exception {
    boolean sameContent = now.checksum().equals(step.seeder().checksum());
    Optional<ChunkedLoad> another = ChunkedLoad.of(now).filter(load -> sameContent);
    if (another.isPresent()) {
      return write(another.get());
    }
    if (!sameContent && crew.isPresent()) {
      throw new SupersededLoadException(step.name(), crew.get().share());
    }
    new LostClaim(now).check(step, work.contexts().clock());
    boolean own = recorded || crew.filter(workers -> workers.tally().chunks() > 0).isPresent();
    return !own
        ? outcome(SeederOutcome.Result.DONE_BY_RIVAL, "done by another run")
        : outcome(SeederOutcome.Result.APPLIED, step.decision().reason());
  }

  private SeederOutcome afterFailure(Throwable failure) {
    Interruption interruption = new Interruption(terms.stop());
    interruption.passOn(failure);
    if (!interruption.explains(failure)) {
      return outcome(SeederOutcome.Result.FAILED, step.decision().reason()).failing(told(failure));
    }
    return crew.map(workers -> outcome(SeederOutcome.Result.INCOMPLETE, workers.share().words()))
        .orElseGet(() ->
            outcome(
                SeederOutcome.Result.INTERRUPTED,
                "interrupted: this run has written nothing of it"));
  }

  private TilthException told(Throwable failure) {
    return switch (failure) {
      case SeederBusyException busy -> busy;
      case OtherContentException other -> other;
      case SupersededLoadException superseded -> superseded;
      case SeederFailedException known -> known;
      case RetriesUsedUpException tired -> tired;
      case CommitInDoubtException open -> open;
      default -> new SeederFailedException(step.name(), files.cause(failure));
    };
  }

  private SeederOutcome outcome(SeederOutcome.Result result, String reason) {
    SeederOutcome plain =
        SeederOutcome.without(step.name(), result, reason)
            .after(Duration.between(start, terms.clock().instant()), retrying.failed());
    return crew.map(workers -> plain.writing(workers.tally().sum()).sharing(workers.share()))
        .orElse(plain);
  }
}
