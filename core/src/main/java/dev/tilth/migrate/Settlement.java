package dev.tilth.migrate;

import dev.tilth.migrate.MigrationOutcome.Result;
import dev.tilth.plan.MigrationScript;
import dev.tilth.spi.TilthException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Which scripts of a run are still to be told of. */
final class Settlement {

  private final List<MigrationScript> pending;
  private final Attempts attempts = new Attempts();
  private final Consumer<MigrationOutcome> outcomes;

  Settlement(List<MigrationScript> pending, Consumer<MigrationOutcome> outcomes) {
    this.pending = new ArrayList<>(pending);
    this.outcomes = outcomes;
  }

  /** Their failed attempts, which are told with them. */
  Attempts attempts() {
    return attempts;
  }

  /** In the order of the plan. */
  List<MigrationScript> pending() {
    return List.copyOf(pending);
  }

  boolean isComplete() {
    return pending.isEmpty();
  }

  MigrationScript next() {
    return pending.getFirst();
  }

  Optional<MigrationScript> find(String script) {
    return pending.stream().filter(planned -> planned.script().equals(script)).findFirst();
  }

  void applied(MigrationScript script, Duration duration) {
    settle(script, Result.APPLIED, duration, Optional.empty());
  }

  /** The later ones are not reached then. */
  void failed(MigrationScript script, Duration duration, TilthException failure) {
    settle(script, Result.FAILED, duration, Optional.of(failure));
    notReached();
  }

  /** The later ones are not reached then. */
  void interrupted(MigrationScript script, Duration duration) {
    settle(script, Result.INTERRUPTED, duration, Optional.empty());
    notReached();
  }

  void notReached() {
    pending()
        .forEach(script -> settle(script, Result.NOT_REACHED, Duration.ZERO, Optional.empty()));
  }

  private void settle(
      MigrationScript script, Result result, Duration duration, Optional<TilthException> failure) {
    pending.remove(script);
    outcomes.accept(
        new MigrationOutcome(
            script.script(), result, duration, failure, attempts.of(script.script())));
  }
}
