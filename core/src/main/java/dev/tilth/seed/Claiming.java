package dev.tilth.seed;

import dev.tilth.database.SqlStates;
import dev.tilth.plan.SeederStep;
import dev.tilth.track.Claim;
import dev.tilth.track.Claims;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** The claim of one attempt, and its waits for others. */
final class Claiming {

  private static final int POLL_MILLIS = 150;
  private static final int POLL_JITTER_MILLIS = 100;

  private final SeedingWork work;
  private final SeederStep step;
  private final UUID runId;
  private final Duration patience;
  private final Instant start;

  /**
   * @param patience how long to wait for others
   */
  Claiming(SeedingWork work, SeederStep step, UUID runId, Duration patience) {
    this.work = work;
    this.step = step;
    this.runId = runId;
    this.patience = patience;
    this.start = work.terms().clock().instant();
  }

  /**
   * Returns when the claim is won or lost.
   *
   * @throws SeederBusyException if others are in the way for longer than there is patience
   */
  Claim claim(Claims claims, Connection connection) throws SQLException, InterruptedException {
    ClaimWait wait = new ClaimWait(connection, work.connections().settings());
    var unused = work.terms().rivals().blocker();
    while (true) {
      Duration left = begin(wait, connection);
      try {
        Claim claim = claims.claim(step, runId);
        wait.end();
        return claim;
      } catch (RuntimeException e) {
        if (!waitedInVain(e)) {
          throw e;
        }
        if (!wait.isLongerThanAStatement(left)) {
          throw SeederBusyException.claimed(step.name(), waited(), inTheWay(), e);
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
  private Duration begin(ClaimWait wait, Connection connection)
      throws SQLException, InterruptedException {
    while (true) {
      Duration left = patience.minus(waited());
      work.connections().applyToTransaction(connection);
      if (wait.begin(left, work.locklessKey())) {
        return left;
      }
      connection.rollback();
      if (!left.isPositive()) {
        throw SeederBusyException.keptOff(step.name(), waited(), work.terms().rivals().loner());
      }
      int jitter = ThreadLocalRandom.current().nextInt(POLL_JITTER_MILLIS);
      work.terms().stop().sleep(Duration.ofMillis(POLL_MILLIS + jitter));
    }
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

  private Optional<String> inTheWay() {
    return work.terms().rivals().blocker().or(work.terms().rivals()::claimant);
  }

  private Duration waited() {
    return Duration.between(start, work.terms().clock().instant());
  }
}
