package dev.tilth.migrate;

import dev.tilth.plan.MigrationScript;
import dev.tilth.track.LogContext;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How far Flyway has come. */
final class Progress implements StepCallback.Steps {

  private final Worksite site;
  private final History history;
  private final LoneScripts lone;
  private final Settlement scripts;
  private final InstantSource clock;

  private @Nullable MigrationScript current;
  private Instant started;
  private Duration executed = Duration.ZERO;
  private @Nullable SQLException reported;

  Progress(
      Worksite site, History history, LoneScripts lone, Settlement scripts, InstantSource clock) {
    this.site = site;
    this.history = history;
    this.lone = lone;
    this.scripts = scripts;
    this.clock = clock;
    this.started = clock.instant();
  }

  /** Flyway begins, perhaps once more. */
  void start() {
    current = null;
    reported = null;
    checkNotStopped();
    site.lookout().takeBlocker();
  }

  private void checkNotStopped() {
    if (Thread.currentThread().isInterrupted()) {
      site.stop().stopBeforeNextStep(new MigrationInterruptedException(null));
    }
    site.stop().check();
  }

  @Override
  public void begin(String script, Connection connection) {
    settle();
    checkNotStopped();
    current = planned(script);
    LogContext.step(Optional.of(script));
    started = clock.instant();
    site.lookout().takeBlocker();
    scripts.attempts().begin(script, started);
    lone.begin(current, connection);
  }

  private MigrationScript planned(String script) {
    return scripts
        .find(script)
        .orElseThrow(() ->
            new IllegalStateException(
                "Flyway wants to apply %s, which is not in the plan.".formatted(script)));
  }

  @Override
  public boolean runs(String script) {
    return !lone.isDone(script);
  }

  /**
   * The next script, and this one's commit, find the session as this one found it, apart from
   * advisory locks, of which one is the run's own.
   */
  @Override
  public void end(String script, Connection connection) {
    lone.end(script, connection);
    try {
      site.workers().reset(connection);
    } catch (SQLException e) {
      throw new SqlFailure(e);
    }
    executed = elapsed();
  }

  @Override
  public void reported(SQLException error) {
    reported = error;
  }

  @Override
  public void fail() {
    lone.release();
  }

  /**
   * Tells of the last script. Flyway calls back before it commits, and a deferred constraint can
   * still fail there: only the next script, or the end, proves that one was applied.
   */
  void settle() {
    if (current != null) {
      scripts.applied(current.script(), executed);
      current = null;
    }
  }

  /**
   * Finds out what became of a script after which something failed, perhaps only after its commit,
   * or whose commit had no answer: the history has its row or not. Nobody is at work any more.
   */
  void resolve() throws SQLException {
    if (current != null && isApplied(current)) {
      settle();
    }
  }

  /**
   * Finds out what became of scripts of which Flyway has not told anything: somebody else may have
   * applied them.
   *
   * @throws MigrationPassedOverException if the history has not got one of them
   */
  void checkNonePassedOver() {
    try {
      for (MigrationScript script : scripts.pending()) {
        if (!isApplied(script)) {
          throw new MigrationPassedOverException(script.script());
        }
        scripts.applied(script.script(), Duration.ZERO);
      }
    } catch (SQLException e) {
      throw new SqlFailure(e);
    }
  }

  private boolean isApplied(MigrationScript script) throws SQLException {
    return site.control()
        .use(books -> history.isApplied(script.script(), script.checksum(), books));
  }

  /** The script at work, or that was when it broke off. */
  Optional<MigrationScript> current() {
    return Optional.ofNullable(current);
  }

  /** What the server said of a statement of this attempt. */
  Optional<SQLException> reported() {
    return Optional.ofNullable(reported);
  }

  /** How long the script at work has run. */
  Duration elapsed() {
    return current == null ? Duration.ZERO : Duration.between(started, clock.instant());
  }
}
