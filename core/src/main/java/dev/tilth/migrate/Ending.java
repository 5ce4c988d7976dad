package dev.tilth.migrate;

import dev.tilth.database.Blocker;
import dev.tilth.plan.MigrationScript;
import dev.tilth.spi.TilthException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells how a run ended that did not simply go well. */
final class Ending {

  private static final Logger LOG = LoggerFactory.getLogger(Ending.class);

  private final Worksite site;
  private final LoneScripts lone;
  private final Settlement scripts;
  private final Progress progress;
  private final InstantSource clock;

  Ending(
      Worksite site, LoneScripts lone, Settlement scripts, Progress progress, InstantSource clock) {
    this.site = site;
    this.lone = lone;
    this.scripts = scripts;
    this.progress = progress;
    this.clock = clock;
  }

  /** Nothing is left to do, so that a failure changes nothing. */
  void completed(Failure failure) {
    if (!failure.isConnectionLoss() && site.stop().reason().isEmpty()) {
      LOG.warn(
          "Every migration was applied and recorded; what failed afterwards was this: {}",
          failure.observed(Optional.empty()));
    }
  }

  void betweenScripts(MigrationScript applied, Failure failure) {
    String next = scripts.next();
    TilthException told = MigrationFailedException.beforeItBegan(next, applied.script(), failure);
    scripts.failed(next, Duration.ZERO, told);
  }

  void interrupted() {
    Optional<String> atWork = progress.current().map(MigrationScript::script);
    if (atWork.isPresent()) {
      Optional<TilthException> decision = lone.stopped(atWork.get(), progress.reported());
      scripts.interrupted(atWork.get(), progress.elapsed(), decision);
    } else {
      scripts.notReached();
    }
  }

  /** Known is whether the script was applied: it was not, then. */
  void failed(String script, Failure failure, Optional<Blocker> blocker, boolean known) {
    Circumstances circumstances =
        new Circumstances(
            script,
            lone.isLone(script) || failure.find(SettlingFailure.class).isPresent(),
            known,
            scripts.attempts().of(script).size() + 1,
            scripts.attempts().since(script, clock.instant()),
            blocker);
    scripts.failed(script, progress.elapsed(), MigrationFailedException.of(failure, circumstances));
  }
}
