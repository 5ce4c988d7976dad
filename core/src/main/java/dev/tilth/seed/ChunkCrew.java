package dev.tilth.seed;

import dev.tilth.database.Attendant;
import dev.tilth.plan.AppliedSeed;
import dev.tilth.track.LogContext;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The workers of this process on one load: the calling thread, and one more for each slot that is
 * free when a chunk is begun.
 */
final class ChunkCrew {

  private static final Logger LOG = LoggerFactory.getLogger(ChunkCrew.class);

  private final ChunkJob job;
  private final ChunkBoard board;
  private final ChunkTally tally = new ChunkTally();
  private final List<Thread> helpers = new ArrayList<>();
  private final Instant start;
  private final long before;
  private Duration longest = Duration.ZERO;
  private boolean crowded;
  private @Nullable Throwable failure;
  private @Nullable AppliedSeed end;

  /**
   * @param done the chunks that are there already
   */
  ChunkCrew(ChunkJob job, Collection<Integer> done) {
    this.job = job;
    this.board = new ChunkBoard(job.load().chunking(), done);
    this.before = board.units();
    this.start = job.terms().clock().instant();
  }

  ChunkJob job() {
    return job;
  }

  ChunkBoard board() {
    return board;
  }

  /** What the chunks of this run wrote. */
  ChunkTally tally() {
    return tally;
  }

  ChunkShare share() {
    return new ChunkShare(tally.chunks(), board.done(), job.load().chunking().count());
  }

  /** What the record says, once somebody else has brought the load to its end. */
  synchronized Optional<AppliedSeed> end() {
    return Optional.ofNullable(end);
  }

  /**
   * Writes what can be taken, and returns when nobody is at work any more.
   *
   * @throws Exception why the first of them failed, if one did; an error, such as an exhausted
   *     heap, of whichever thread
   */
  void workOff() throws Exception {
    new ChunkWorker(this, false).run();
    awaitHelpers();
    Throwable first = failure();
    if (first instanceof Error error) {
      throw error;
    }
    if (first instanceof Exception exception) {
      throw exception;
    }
  }

  private synchronized @Nullable Throwable failure() {
    return failure;
  }

  private void awaitHelpers() {
    for (Optional<Thread> next = oneHelper(); next.isPresent(); next = oneHelper()) {
      Attendant.awaitEnd(next.get());
    }
  }

  private synchronized Optional<Thread> oneHelper() {
    return helpers.isEmpty() ? Optional.empty() : Optional.of(helpers.removeFirst());
  }

  /** Takes one more on where there is a chunk and a slot for it. */
  synchronized void grow() {
    Slots slots = job.terms().pace().slots();
    if (!crowded && board.left() > 0 && slots.tryTake()) {
      Thread helper =
          new Thread(
              LogContext.carried(() -> {
                try {
                  new ChunkWorker(this, true).run();
                } finally {
                  slots.giveBack();
                }
              }),
              "tilth-chunks-" + job.seeder());
      helper.setDaemon(true);
      helpers.add(helper);
      helper.start();
    }
  }

  /** There is no connection for a helper: another worker writes its chunk, and none is added. */
  synchronized void retire(int chunk, Throwable why) {
    board.putBack(chunk);
    if (!crowded) {
      crowded = true;
      LOG.warn(
          "There is no connection for another worker; those that have one go on. {}",
          why.getMessage());
    }
  }

  /** A chunk was written; tells how far the load has come. */
  synchronized void wrote(int chunk, WriteCounts counts, Duration taken) {
    tally.add(counts);
    board.done(chunk);
    longest = taken.compareTo(longest) > 0 ? taken : longest;
    tell(false);
  }

  /** Nobody is at work any more, and nobody will be; tells that too. */
  synchronized void over() {
    tell(true);
  }

  private void tell(boolean over) {
    job.terms()
        .pace()
        .progress()
        .accept(
            new ChunkProgress(
                job.seeder(),
                share(),
                new ChunkProgress.Units(before, board.units(), job.load().chunking().size()),
                Duration.between(start, job.terms().clock().instant()),
                over));
  }

  /** How long the slowest chunk took. */
  synchronized Duration longest() {
    return longest;
  }

  /** Lets the others end after their chunk. */
  synchronized void fail(Throwable why) {
    if (failure == null) {
      failure = why;
    }
    board.close();
  }

  /** There is nothing left to be written. */
  synchronized void end(AppliedSeed now) {
    end = now;
    board.close();
  }
}
