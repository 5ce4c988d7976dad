package dev.tilth.migrate;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;
import org.flywaydb.core.api.callback.Callback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;
import org.jspecify.annotations.Nullable;

/** Follows Flyway from script to script. */
final class StepCallback implements Callback {

  private final InstantSource clock;
  private final Consumer<MigrationOutcome> outcomes;
  private @Nullable String current;
  private Instant started;
  private Duration executed = Duration.ZERO;

  StepCallback(InstantSource clock, Consumer<MigrationOutcome> outcomes) {
    this.clock = clock;
    this.outcomes = outcomes;
    this.started = clock.instant();
  }

  /** The script that is being applied, or was when a failure came. */
  Optional<String> current() {
    return Optional.ofNullable(current);
  }

  /** How long the current script has been at work. */
  Duration elapsed() {
    return Duration.between(started, clock.instant());
  }

  @Override
  public boolean supports(Event event, @Nullable Context context) {
    return event == Event.BEFORE_EACH_MIGRATE || event == Event.AFTER_EACH_MIGRATE;
  }

  @Override
  public boolean canHandleInTransaction(Event event, Context context) {
    return true;
  }

  @Override
  public void handle(Event event, Context context) {
    if (event == Event.BEFORE_EACH_MIGRATE) {
      settle();
      current = context.getMigrationInfo().getScript();
      started = clock.instant();
    } else {
      executed = elapsed();
    }
  }

  /**
   * Tells of the last script. Flyway calls back before it commits, and a deferred constraint can
   * still fail there: only the next script, or the end, proves that one was applied.
   */
  void settle() {
    if (current != null) {
      outcomes.accept(
          new MigrationOutcome(
              current, MigrationOutcome.Result.APPLIED, executed, Optional.empty()));
      current = null;
    }
  }

  @Override
  public String getCallbackName() {
    return "tilth";
  }
}
