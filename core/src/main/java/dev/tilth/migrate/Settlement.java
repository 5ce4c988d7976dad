package dev.tilth.migrate;

import dev.tilth.migrate.MigrationOutcome.Result;
import dev.tilth.plan.MigrationScript;
import dev.tilth.plan.Plan;
import dev.tilth.spi.TilthException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Which scripts of a run are still to be told of. */
final class Settlement {

  private final List<MigrationScript> pending;
  private final List<String> abandoned;
  private final Attempts attempts = new Attempts();
  private final Consumer<MigrationOutcome> outcomes;

  Settlement(Plan plan, Consumer<MigrationOutcome> outcomes) {
    this.pending = new ArrayList<>(plan.migrations());
    this.abandoned = new ArrayList<>(plan.abandoned());
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

  /** What abandoned scripts left is gone; of those that go well, nothing is told. */
  void cleared() {
    abandoned.clear();
  }

  boolean isComplete() {
    return pending.isEmpty() && abandoned.isEmpty();
  }

  /** The one that is to be told of next. */
  String next() {
    return abandoned.stream()
        .findFirst()
        .or(() -> pending.stream().map(MigrationScript::script).findFirst())
        .orElseThrow();
  }

  Optional<MigrationScript> find(String script) {
    return pending.stream().filter(planned -> planned.script().equals(script)).findFirst();
  }

  void applied(String script, Duration duration) {
    settle(script, Result.APPLIED, duration, Optional.empty());
  }

  /** The later ones are not reached then. */
  void failed(String script, Duration duration, TilthException failure) {
    settle(script, Result.FAILED, duration, Optional.of(failure));
    notReached();
  }

  /**
   * The later ones are not reached then.
   *
   * @param decision what a person has to decide about it, if anything
   */
  void interrupted(String script, Duration duration, Optional<TilthException> decision) {
    settle(script, Result.INTERRUPTED, duration, decision);
    notReached();
  }

  void notReached() {
    while (!isComplete()) {
      settle(next(), Result.NOT_REACHED, Duration.ZERO, Optional.empty());
    }
  }

  private void settle(
      String script, Result result, Duration duration, Optional<TilthException> failure) {
    abandoned.remove(script);
    pending.removeIf(planned -> planned.script().equals(script));
    outcomes.accept(new MigrationOutcome(script, result, duration, failure, attempts.of(script)));
  }
}
