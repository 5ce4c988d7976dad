package dev.tilth.deploy;

import dev.tilth.database.SqlStates;
import dev.tilth.migrate.Fence;
import dev.tilth.track.RunLock;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The run lock's session as migrations need it. */
final class RunFence implements Fence {

  private static final Logger LOG = LoggerFactory.getLogger(RunFence.class);

  private final ActiveRun run;
  private final RunLock lock;
  private final String database;
  private final InstantSource clock;

  /**
   * Needs a run with the run lock.
   *
   * @param database its address for people
   */
  RunFence(ActiveRun run, String database, InstantSource clock) {
    this.run = run;
    this.lock = run.lock().orElseThrow();
    this.database = database;
    this.clock = clock;
  }

  @Override
  public void awaitWorkersGone() {
    call(() -> {
      lock.awaitWorkersGone();
      return lock;
    });
  }

  @Override
  public boolean seesWorkersGone(Duration wait) {
    return call(() -> lock.seesWorkersGone(wait));
  }

  @Override
  public Hold withoutLockless() {
    Duration patience = Duration.between(clock.instant(), run.patience());
    RunLock.Hold hold = call(() -> lock.withoutLockless(patience));
    return () -> {
      try {
        hold.close();
      } catch (SQLException e) {
        LOG.debug("The connection of the run lock is lost, and its locks with it.", e);
      }
    };
  }

  private <T> T call(Work<T> work) {
    try {
      return work.run();
    } catch (SQLException e) {
      if (!SqlStates.isConnectionLoss(e)) {
        throw new DatabaseFailedException(database, e);
      }
      RunLockLostException lost = new RunLockLostException(e);
      run.stop().stopBeforeNextStep(lost);
      throw lost;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      InterruptedDeploymentException interrupted = new InterruptedDeploymentException(e);
      run.stop().stopBeforeNextStep(interrupted);
      throw interrupted;
    }
  }

  private interface Work<T> {
    T run() throws SQLException, InterruptedException;
  }
}
