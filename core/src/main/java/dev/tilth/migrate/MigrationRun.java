package dev.tilth.migrate;

import dev.tilth.database.Blocker;
import dev.tilth.database.FailedAttempt;
import dev.tilth.plan.MigrationScript;
import dev.tilth.spi.TilthException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One run of Flyway, with its retries; see {@link Migrator}. */
final class MigrationRun {

  private static final Logger LOG = LoggerFactory.getLogger(MigrationRun.class);

  /** How long a run that is stopped waits for a commit that may be on its way. */
  private static final Duration LAST_LOOK = Duration.ofSeconds(1);

  private final Worksite site;
  private final MigrationLimits limits;
  private final LoneScripts lone;
  private final Settlement scripts;
  private final Attempts attempts;
  private final Progress progress;
  private final InstantSource clock;

  private boolean complete;

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
    this.clock = clock;
  }

  /** Returns whether everything was applied. */
  boolean run(Runnable flyway) {
    while (true) {
      try {
        attempt(flyway);
        return true;
      } catch (RuntimeException e) {
        site.workers().closeForgotten();
        if (!goesOn(Failure.of(e, progress.reported()))) {
          return complete;
        }
      }
    }
  }

  private void attempt(Runnable flyway) {
    try {
      progress.start();
      lone.reconcile(scripts.pending());
      flyway.run();
      progress.settle();
    } finally {
      lone.release();
    }
  }

  /** Tells of what failed, unless it is tried again. */
  private boolean goesOn(Failure failure) {
    Optional<Blocker> blocker = site.lookout().takeBlocker();
    boolean atWork = progress.current().isPresent();
    if (failure.isInterruption()) {
      site.stop().stopBeforeNextStep(new MigrationInterruptedException(failure.thrown()));
    }
    if (failure.isConnectionLoss() || isStopped()) {
      confirm(failure);
    }
    if (scripts.isComplete()) {
      complete = true;
      return false;
    }
    if (isStopped() && isBrokenOff(failure)) {
      return interrupted();
    }
    boolean proven = atWork && progress.current().isEmpty();
    if (proven && failure.isTransient()) {
      return true;
    }
    MigrationScript script = failed();
    boolean again =
        failure.isTransient()
            && attempts.permitAnother(script.script(), limits.retries(), clock.instant());
    return again ? triesAgain(script, failure.observed(blocker)) : failed(script, failure, blocker);
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

  /** The one at work, or the next one. */
  private MigrationScript failed() {
    return progress
        .current()
        .or(() -> lone.current().flatMap(scripts::find))
        .orElseGet(scripts::next);
  }

  private void confirm(Failure failure) {
    try {
      if (!isStopped()) {
        site.fence().awaitWorkersGone();
      } else if (!site.fence().seesWorkersGone(LAST_LOOK) && failure.isConnectionLoss()) {
        warnOfDoubt();
      }
      progress.resolve();
    } catch (SQLException | TilthException e) {
      LOG.debug("What became of the last script cannot be told now.", e);
      if (failure.isConnectionLoss()) {
        warnOfDoubt();
      }
    }
  }

  private void warnOfDoubt() {
    progress
        .current()
        .ifPresent(script ->
            LOG.warn(
                "Migration {} broke off while the server was still at work on it: if that was its"
                    + " commit, it may take effect yet. The history decides, and the next run reads"
                    + " it.",
                script.script()));
  }

  private boolean triesAgain(MigrationScript script, String observed) {
    int failures = attempts.of(script.script()).size() + 1;
    Duration pause = limits.retries().pause(failures);
    attempts.add(script.script(), new FailedAttempt(observed, pause));
    LOG.warn(
        "Migration {} failed for a reason that may pass, and is tried again in {} ms (attempt {} of"
            + " {}): {}",
        script.script(),
        pause.toMillis(),
        failures + 1,
        limits.retries().attempts(),
        observed);
    try {
      site.stop().sleep(pause);
      site.fence().awaitWorkersGone();
      progress.resolve();
      return true;
    } catch (SQLException e) {
      return failed(script, new Failure(new SqlFailure(e)), Optional.empty());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      site.stop().stopBeforeNextStep(new MigrationInterruptedException(e));
      return interrupted();
    } catch (TilthException e) {
      return isStopped() ? interrupted() : failed(script, new Failure(e), Optional.empty());
    }
  }

  private boolean interrupted() {
    progress
        .current()
        .ifPresentOrElse(
            script -> scripts.interrupted(script, progress.elapsed()), scripts::notReached);
    return false;
  }

  private boolean failed(MigrationScript script, Failure failure, Optional<Blocker> blocker) {
    Circumstances circumstances =
        new Circumstances(
            script.script(),
            lone.isLone(script.script()),
            attempts.of(script.script()).size() + 1,
            attempts.since(script.script(), clock.instant()),
            blocker);
    scripts.failed(script, progress.elapsed(), MigrationFailedException.of(failure, circumstances));
    return false;
  }
}
