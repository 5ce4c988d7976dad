package dev.tilth.rehearse;

import dev.tilth.migrate.ScriptRehearsal;
import dev.tilth.plan.MigrationScript;
import dev.tilth.plan.Plan;
import dev.tilth.seed.WriteCounts;
import dev.tilth.seed.WriteStatistics;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;

/** Tries the pending scripts of a plan in their order, up to the first that fails. */
final class ScriptTrials {

  private final Trials trials;
  private final RehearsalTransaction transaction;
  private final ScriptRehearsal scripts;
  private final String trackerSchema;

  /**
   * @param trackerSchema whose tables do not count as written
   */
  ScriptTrials(
      Trials trials,
      RehearsalTransaction transaction,
      ScriptRehearsal scripts,
      String trackerSchema) {
    this.trials = trials;
    this.transaction = transaction;
    this.scripts = scripts;
    this.trackerSchema = trackerSchema;
  }

  /** Returns whether all of them passed that were not left out. */
  boolean of(Plan plan) throws SQLException {
    boolean passed = true;
    for (MigrationScript script : plan.migrations()) {
      RehearsedStep step = passed ? attempt(script.script()) : notReached(script.script());
      passed = step.satisfies();
    }
    return passed;
  }

  private RehearsedStep notReached(String script) {
    return trials.notReached(trial(script), "an earlier migration did not pass");
  }

  private RehearsedStep attempt(String script) throws SQLException {
    Optional<String> obstacle = scripts.obstacle(script);
    return obstacle.isPresent()
        ? trials.add(trial(script).ended(RehearsedStep.Result.LEFT_OUT, obstacle.get()))
        : trials.attempt(trial(script));
  }

  private Trial trial(String script) {
    return new Trial(
        RehearsedStep.Kind.MIGRATION,
        script,
        scripts.addsEnumValue(script),
        connection -> run(script, connection));
  }

  private WriteCounts run(String script, Connection connection) throws SQLException {
    WriteStatistics statistics =
        WriteStatistics.of(DSL.using(connection, SQLDialect.POSTGRES), trackerSchema);
    scripts.run(script, connection, transaction.limits()::cap);
    // A real run does this before the commit, which judges deferred constraints.
    transaction.reset();
    return statistics.counts();
  }
}
