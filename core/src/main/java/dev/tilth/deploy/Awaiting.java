package dev.tilth.deploy;

import dev.tilth.database.RetryPolicy;
import dev.tilth.database.SqlStates;
import dev.tilth.database.StopSignal;
import dev.tilth.spi.FailureKind;
import dev.tilth.spi.TilthException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waits for a deployment that somebody else makes.
 *
 * <ol>
 *   <li>Looks at once, then after pauses that grow to 5 s; half of each is random, so that replicas
 *       do not come all together. No connection is kept between two looks.
 *   <li>Says what is missing and who has the run lock at the first look and every 15 s.
 *   <li>What a deployment in progress may cause is waited out: a database that is not there yet, a
 *       connection that is lost, records that may not be read yet. What it does not change ends the
 *       wait at once, such as a wrong environment or a migration that was rewritten.
 *   <li>The last look is taken when the time is over. It may take as long as a connection attempt,
 *       and as fetching the log-in.
 * </ol>
 */
final class Awaiting {

  private static final Logger LOG = LoggerFactory.getLogger(Awaiting.class);
  private static final Duration REPORT_EVERY = Duration.ofSeconds(15);

  /** Its pauses only: how long there is to wait is the caller's word. */
  private static final RetryPolicy PAUSES =
      new RetryPolicy(1, Duration.ofMillis(250), Duration.ofSeconds(5), Duration.ZERO);

  private final StartCheck check;
  private final StopSignal stop;
  private final InstantSource clock;

  Awaiting(StartCheck check, StopSignal stop, InstantSource clock) {
    this.check = check;
    this.stop = stop;
    this.clock = clock;
  }

  /**
   * Returns when nothing is missing.
   *
   * @throws NotDeployedException if something is then
   */
  void await(Duration atMost) throws InterruptedException {
    Instant start = clock.instant();
    Instant nextReport = start;
    for (int looks = 1; ; looks++) {
      stop.check();
      Instant now = clock.instant();
      Duration waited = Duration.between(start, now);
      boolean over = waited.compareTo(atMost) >= 0;
      boolean named = over || !now.isBefore(nextReport);
      Found found = look(named);
      if (found.shortfall().isNone()) {
        return;
      }
      if (over) {
        throw NotDeployedException.after(
            waited,
            check.database(),
            found.shortfall(),
            found.deployer(),
            found.failure().orElse(null));
      }
      if (named) {
        report(found, waited, atMost);
        nextReport = now.plus(REPORT_EVERY);
      }
      stop.sleep(shorter(PAUSES.pause(looks), atMost.minus(waited)));
    }
  }

  private Found look(boolean named) {
    try {
      return check.look(named);
    } catch (TilthException e) {
      if (passes(e)) {
        return Found.failed(e);
      }
      throw e;
    }
  }

  private static boolean passes(TilthException failure) {
    return failure.kind() == FailureKind.DATABASE_UNREACHABLE
        || failure instanceof RecordsUnreadableException
        || (failure.getCause() instanceof SQLException cause
            && (SqlStates.isConnectionLoss(cause) || SqlStates.isTransient(cause)));
  }

  private void report(Found found, Duration waited, Duration atMost) {
    LOG.info(
        "Waiting for the deployment to {}, {} of at most {} s; at work on it: {}. {}",
        check.database(),
        waited.toSeconds(),
        atMost.toSeconds(),
        found.deployer().orElse("nobody"),
        found.shortfall().sentences());
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}
