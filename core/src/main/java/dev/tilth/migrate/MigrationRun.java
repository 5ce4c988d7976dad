package dev.tilth.migrate;

import dev.tilth.database.Blocker;
import dev.tilth.database.FailedAttempt;
import dev.tilth.plan.MigrationScript;
import dev.tilth.spi.TilthException;
import dev.tilth.track.LogContext;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One run of Flyway, with its retries; see {@link Migrator}. */
final class MigrationRun {

  private static final Logger LOG = LoggerFactory.getLogger(MigrationRun.class);

  private final Worksite site;
  private final MigrationLimits limits;
  private final LoneScripts lone;
  private final Settlement scripts;
  private final Attempts attempts;
  private final Progress progress;
  private final Doubts doubts;
  private final Ending ending;
  private final InstantSource clock;

  MigrationRun(
      Worksite site,
      MigrationLimits limits,
      LoneScripts lone,
      Settlement scripts,
      Progress progress,
      InstantSource clock) {
    this.site = site;
    this.limits = limits;
    this.lone = lone;
    this.scripts = scripts;
    this.attempts = scripts.attempts();
    this.progress = progress;
    this.doubts = new Doubts(site, progress);
    this.ending = new Ending(site, lone, scripts, progress, clock);
    this.clock = clock;
  }

  /** How a run goes on. */
  private enum Course {
    AGAIN,
    COMPLETE,
    ENDED
  }

  /** Returns whether everything was applied. */
  boolean run(Runnable flyway) {
    Course course = Course.AGAIN;
    try {
      while (course == Course.AGAIN) {
        course = attempt(flyway);
      }
      return course == Course.COMPLETE;
    } finally {
      LogContext.step(Optional.empty());
    }
  }

  private Course attempt(Runnable flyway) {
    try {
      work(flyway);
      return Course.COMPLETE;
    } catch (RuntimeException e) {
      site.workers().closeForgotten();
      return after(Failure.of(e, progress.reported()));
    }
  }

  private void work(Runnable flyway) {
    try {
      progress.start();
      lone.reconcile(scripts.pending());
      scripts.cleared();
      if (!scripts.isComplete()) {
        flyway.run();
        progress.settle();
        progress.checkNonePassedOver();
      }
    } finally {
      lone.release();
    }
  }

  private Course after(Failure failure) {
    Optional<Blocker> blocker = site.lookout().takeBlocker();
    Optional<MigrationScript> atWork = progress.current();
    if (failure.isInterruption()) {
      site.stop().stopBeforeNextStep(new MigrationInterruptedException(failure.thrown()));
    }
    boolean known = doubts.resolve(failure);
    if (scripts.isComplete()) {
      ending.completed(failure);
      return Course.COMPLETE;
    }
    if (isStopped() && isBrokenOff(failure)) {
      return interrupted();
    }
    return atWork.isPresent() && progress.current().isEmpty()
        ? afterCommit(atWork.get(), failure)
        : afterFailure(failure, blocker, known);
  }

  private boolean isStopped() {
    return site.stop().reason().isPresent();
  }

  private static boolean isBrokenOff(Failure failure) {
    return failure.known().isPresent()
        || failure.isCancelled()
        || failure.isConnectionLoss()
        || failure.isInterruption();
  }

  /** What fails between two scripts is no failure of either. */
  private Course afterCommit(MigrationScript applied, Failure failure) {
    if (failure.isTransient()) {
      return Course.AGAIN;
    }
    ending.betweenScripts(applied, failure);
    return Course.ENDED;
  }

  /** Known is whether the script at work was applied: it was not, then. */
  private Course afterFailure(Failure failure, Optional<Blocker> blocker, boolean known) {
    String script = scriptOf(failure);
    return failure.isTransient()
            && attempts.permitAnother(script, limits.retries(), clock.instant())
        ? tryAgain(script, failure.observed(blocker))
        : fail(script, failure, blocker, known);
  }

  /** The one at work, or the next one. */
  private String scriptOf(Failure failure) {
    return failure
        .find(SettlingFailure.class)
        .map(SettlingFailure::script)
        .or(() -> progress.current().map(MigrationScript::script))
        .orElseGet(scripts::next);
  }

  private Course tryAgain(String script, String observed) {
    int failures = attempts.of(script).size() + 1;
    Duration pause = limits.retries().pause(failures);
    attempts.add(script, new FailedAttempt(observed, pause));
    LOG.warn(
        "Migration {} failed for a reason that may pass, and is tried again in {} ms (attempt {} of"
            + " {}): {}",
        script,
        pause.toMillis(),
        failures + 1,
        limits.retries().attempts(),
        observed);
    return afterPause(script, pause);
  }

  private Course afterPause(String script, Duration pause) {
    try {
      site.stop().sleep(pause);
      site.fence().awaitWorkersGone();
      progress.resolve();
      return Course.AGAIN;
    } catch (SQLException e) {
      return afterFailure(new Failure(new SqlFailure(e)), Optional.empty(), false);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      site.stop().stopBeforeNextStep(new MigrationInterruptedException(e));
      return interrupted();
    } catch (TilthException e) {
      return isStopped() ? interrupted() : fail(script, new Failure(e), Optional.empty(), false);
    }
  }

  private Course interrupted() {
    ending.interrupted();
    return Course.ENDED;
  }

  private Course fail(String script, Failure failure, Optional<Blocker> blocker, boolean known) {
    ending.failed(script, failure, blocker, known);
    return Course.ENDED;
  }
}
