package dev.tilth.migrate;

import dev.tilth.plan.MigrationScript;
import dev.tilth.plan.Plan;
import dev.tilth.track.TrackerSettings;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.database.postgresql.PostgreSQLConfigurationExtension;

/**
 * Applies the pending migrations of a plan with Flyway.
 *
 * <ol>
 *   <li>Flyway's own lock is its session lock, so that it works on one connection: a script and its
 *       row in the history commit together.
 *   <li>Flyway gets the scripts from us and searches nothing.
 *   <li>A database that holds objects but no history has been claimed by a person at this point;
 *       Flyway starts below version 1 there.
 *   <li>The first script that fails ends the run; what came before it stays.
 * </ol>
 */
public final class Migrator {

  private static final String BELOW_EVERY_VERSION = "0";

  /** Migrations of a newer build are not this one's business. */
  private static final String NEWER_ONES = "*:future";

  private final DataSource dataSource;
  private final TrackerSettings settings;
  private final MigrationContent content;
  private final InstantSource clock;

  public Migrator(
      DataSource dataSource,
      TrackerSettings settings,
      MigrationContent content,
      InstantSource clock) {
    this.dataSource = dataSource;
    this.settings = settings;
    this.content = content;
    this.clock = clock;
  }

  /**
   * Applies what the plan says is pending.
   *
   * @param outcomes told of every pending script: applied, failed or not reached, in this order
   * @return whether all of them were applied
   */
  public boolean migrate(Plan plan, Consumer<MigrationOutcome> outcomes) {
    Set<String> settled = new HashSet<>();
    Consumer<MigrationOutcome> settling =
        outcome -> {
          settled.add(outcome.script());
          outcomes.accept(outcome);
        };
    StepCallback steps = new StepCallback(clock, settling);
    try {
      configuration(plan, steps).load().migrate();
      steps.settle();
      return true;
    } catch (RuntimeException e) {
      String script = steps.current().orElse(firstOf(plan));
      settling.accept(
          new MigrationOutcome(
              script,
              MigrationOutcome.Result.FAILED,
              steps.elapsed(),
              Optional.of(MigrationFailedException.of(script, e))));
      notReached(plan, settled).forEach(outcomes);
      return false;
    }
  }

  private FluentConfiguration configuration(Plan plan, StepCallback steps) {
    FluentConfiguration configuration =
        Flyway.configure()
            .dataSource(dataSource)
            .resourceProvider(new ScriptProvider(content.texts()))
            .javaMigrationClassProvider(List::of)
            .defaultSchema(settings.historySchema())
            .schemas(settings.historySchema())
            .table(settings.historyTable())
            .outOfOrder(plan.environment().outOfOrder())
            .ignoreMigrationPatterns(NEWER_ONES)
            // The planner has compared content and history under the same lock.
            .validateOnMigrate(false)
            .placeholderReplacement(false)
            .baselineOnMigrate(true)
            .baselineVersion(BELOW_EVERY_VERSION)
            .loggers("slf4j")
            .callbacks(steps);
    configuration
        .getConfigurationExtension(PostgreSQLConfigurationExtension.class)
        .setTransactionalLock(false);
    return configuration;
  }

  private static String firstOf(Plan plan) {
    return plan.migrations().get(0).script();
  }

  private static List<MigrationOutcome> notReached(Plan plan, Set<String> settled) {
    List<MigrationOutcome> outcomes = new ArrayList<>();
    for (MigrationScript script : plan.migrations()) {
      if (!settled.contains(script.script())) {
        outcomes.add(
            new MigrationOutcome(
                script.script(),
                MigrationOutcome.Result.NOT_REACHED,
                Duration.ZERO,
                Optional.empty()));
      }
    }
    return outcomes;
  }
}
