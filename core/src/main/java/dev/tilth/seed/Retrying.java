package dev.tilth.seed;

import dev.tilth.database.FailedAttempt;
import dev.tilth.spi.TilthException;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Repeats transactions that fail for a reason which passes, for work that finds out by itself
 * whether an earlier attempt was committed. Safe for use by several threads.
 */
final class Retrying {

  private final SeedingWork work;
  private final String seeder;
  private final Interruption interruption;
  private final List<FailedAttempt> failed = Collections.synchronizedList(new ArrayList<>());

  Retrying(SeedingWork work, String seeder) {
    this.work = work;
    this.seeder = seeder;
    this.interruption = new Interruption(work.terms().stop());
  }

  /** One transaction. */
  interface Transaction<T> {
    T on(Connection connection) throws Exception;
  }

  /** The attempts that failed and were followed by another one. */
  List<FailedAttempt> failed() {
    return List.copyOf(failed);
  }

  /**
   * Begins, works, commits, until the server has answered the commit.
   *
   * @throws Exception what the work throws if it is no use to try again
   */
  <T> T commit(Transaction<T> transaction) throws Exception {
    return commit(transaction, true);
  }

  /**
   * The same for work that others can do as well: where there is no connection to be had, the first
   * attempt is the last.
   *
   * @throws CrowdedException if so
   */
  <T> T commitWhereThereIsRoom(Transaction<T> transaction) throws Exception {
    return commit(transaction, false);
  }

  private <T> T commit(Transaction<T> transaction, boolean waits) throws Exception {
    AttemptLog log = new AttemptLog(seeder);
    boolean doubt = false;
    try {
      while (true) {
        Attempt attempt = new Attempt();
        try {
          return attempt.commit(transaction);
        } catch (Exception | LinkageError | AssertionError e) {
          doubt = attempt.committing ? !OwnTransaction.isAnswer(e) : doubt;
          Optional<PassingFailure> passing = attempt.passing(e);
          if (passing.isEmpty() || interruption.explains(e)) {
            throw e;
          }
          boolean first = attempt.backend.isEmpty() && log.failed().isEmpty();
          if (!waits && first && PassingFailure.isOfTooManyConnections(e)) {
            throw new CrowdedException(e);
          }
          pause(log, passing.get(), doubt, e);
        }
      }
    } finally {
      failed.addAll(log.failed());
    }
  }

  private void pause(AttemptLog log, PassingFailure passing, boolean doubt, Throwable failure)
      throws InterruptedException {
    SeedingTerms terms = work.terms();
    int attempts = log.failed().size() + 1;
    if (!log.permitsAnother(terms.retries(), terms.clock().instant())) {
      Duration within = log.elapsed(terms.clock().instant());
      TilthException last = new RetriesUsedUpException(seeder, attempts, within, passing, failure);
      throw doubt ? new CommitInDoubtException(seeder, attempts, within, last) : last;
    }
    log.failed(passing, terms.retries().pause(attempts));
    terms.stop().sleep(terms.retries().pause(attempts));
  }

  /** One of them, and how far it came. */
  private final class Attempt {

    private OptionalInt backend = OptionalInt.empty();
    private boolean committing;

    <T> T commit(Transaction<T> transaction) throws Exception {
      try (OwnTransaction own = OwnTransaction.open(work.connections())) {
        backend = OptionalInt.of(own.backend());
        Connection connection = own.begin();
        T result = transaction.on(connection);
        committing = true;
        connection.commit();
        own.settled();
        return result;
      }
    }

    Optional<PassingFailure> passing(Throwable failure) {
      if (failure instanceof SeederBusyException || failure instanceof TransactionEndedException) {
        return Optional.empty();
      }
      if (backend.isEmpty()) {
        return PassingFailure.ofOpening(failure);
      }
      if (committing && !OwnTransaction.isAnswer(failure)) {
        return Optional.of(PassingFailure.ofCommit(failure));
      }
      return PassingFailure.ofTransaction(
              failure, work.terms().rivals().blocker(backend.getAsInt()))
          .or(() ->
              work.connections().throughPooler()
                  ? PassingFailure.ofPooler(failure)
                  : Optional.empty());
    }
  }
}
