package dev.tilth.seed;

import dev.tilth.database.SqlStates;
import dev.tilth.database.WorkingConnections;
import dev.tilth.track.ClaimLimits;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;

/** The claim of one attempt, and its waits for others. */
final class Claiming {

  private static final int POLL_MILLIS = 150;
  private static final int POLL_JITTER_MILLIS = 100;

  private final SeedingWork work;
  private final String seeder;
  private final Duration patience;
  private final Instant start;

  /**
   * @param patience how long to wait for others
   */
  Claiming(SeedingWork work, String seeder, Duration patience) {
    this.work = work;
    this.seeder = seeder;
    this.patience = patience;
    this.start = work.terms().clock().instant();
  }

  /** A claim that sets its limits itself. */
  interface Claimant<T> {
    T claim(ClaimLimits limits) throws SQLException;
  }

  /**
   * The same for a claim of several statements.
   *
   * @param statements ask for it, on the connection
   */
  <T> T claim(Connection connection, Supplier<T> statements)
      throws SQLException, InterruptedException {
    return claimWithin(
        connection,
        limits -> {
          limits.begin(connection);
          T answer = statements.get();
          limits.end(connection);
          return answer;
        });
  }

  /**
   * Returns when the claim is answered.
   *
   * @param claimant asks for it, on the connection
   * @throws SeederBusyException if others are in the way for longer than there is patience
   */
  <T> T claimWithin(Connection connection, Claimant<T> claimant)
      throws SQLException, InterruptedException {
    ClaimWait wait = new ClaimWait(work.connections().settings());
    int backend = WorkingConnections.backend(connection);
    var unused = work.terms().rivals().blocker(backend);
    while (true) {
      Duration left = begin(connection);
      try {
        return claimant.claim(wait.limits(left));
      } catch (RuntimeException e) {
        if (!waitedInVain(e)) {
          throw e;
        }
        if (!wait.isLongerThanAStatement(left)) {
          throw SeederBusyException.claimed(seeder, waited(), inTheWay(backend), e);
        }
        connection.rollback();
      }
    }
  }

  /**
   * Begins the transaction, if need be again and again: nobody waits inside of it.
   *
   * @return how long its claim may wait
   */
  private Duration begin(Connection connection) throws SQLException, InterruptedException {
    while (true) {
      Duration left = patience.minus(waited());
      work.connections().applyToTransaction(connection);
      if (isAdmitted(connection)) {
        return left;
      }
      connection.rollback();
      if (!left.isPositive()) {
        throw SeederBusyException.keptOff(seeder, waited(), work.terms().rivals().loner());
      }
      int jitter = ThreadLocalRandom.current().nextInt(POLL_JITTER_MILLIS);
      work.terms().stop().sleep(Duration.ofMillis(POLL_MILLIS + jitter));
    }
  }

  private boolean isAdmitted(Connection connection) throws SQLException {
    OptionalLong key = work.locklessKey();
    return key.isEmpty() || ClaimWait.announce(key.getAsLong(), connection);
  }

  private boolean waitedInVain(RuntimeException failure) {
    boolean stopped = work.terms().stop().reason().isPresent();
    return SqlStates.find(
            failure,
            cause ->
                SqlStates.of(cause).equals(SqlStates.LOCK_NOT_AVAILABLE)
                    || (SqlStates.of(cause).equals(SqlStates.QUERY_CANCELED) && !stopped))
        .isPresent();
  }

  private Optional<String> inTheWay(int backend) {
    return work.terms().rivals().blocker(backend).or(work.terms().rivals()::claimant);
  }

  private Duration waited() {
    return Duration.between(start, work.terms().clock().instant());
  }
}
