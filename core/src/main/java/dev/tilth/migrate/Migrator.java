package dev.tilth.migrate;

import dev.tilth.plan.MigrationScript;
import dev.tilth.plan.Plan;
import dev.tilth.plan.Version;
import dev.tilth.track.TrackerSettings;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.database.postgresql.PostgreSQLConfigurationExtension;

/**
 * Applies the pending migrations of a plan with Flyway.
 *
 * <ol>
 *   <li>Flyway's own lock is its session lock, so that it works on one connection: a script and its
 *       row in the history commit together.
 *   <li>Flyway gets the scripts from us and searches nothing. Repeatable ones that the plan leaves
 *       alone it does not get: it would apply each that differs, also where a newer build's stays.
 *   <li>A database that holds objects but no history has been claimed by a person at this point;
 *       Flyway starts below version 1 there. A version 0, which it would pass over then, is
 *       refused, as is everything that Flyway has passed over in the end.
 *   <li>A script that runs outside a transaction is entered into the journal before; what came of
 *       it is found out before Flyway begins ({@link LoneScripts}).
 *   <li>A script that failed for a reason which passes ({@link
 *       dev.tilth.database.SqlStates#isTransient}) is tried again as a whole, after a pause, when
 *       nobody is at work for this run any more. What became of a commit whose answer was lost, the
 *       history tells.
 *   <li>The first script that fails for good ends the run; what came before it stays. A run that is
 *       stopped ends before its next script.
 * </ol>
 */
public final class Migrator {

  private static final String BASELINE = "0";

  /** Migrations of a newer build are not this one's business. */
  private static final String NEWER_ONES = "*:future";

  private final Worksite site;
  private final MigrationLimits limits;
  private final TrackerSettings settings;
  private final MigrationContent content;
  private final InstantSource clock;

  /**
   * Opens nothing yet.
   *
   * @param clock measures durations
   */
  public Migrator(
      Worksite site,
      MigrationLimits limits,
      TrackerSettings settings,
      MigrationContent content,
      InstantSource clock) {
    this.site = site;
    this.limits = limits;
    this.settings = settings;
    this.content = content;
    this.clock = clock;
  }

  /**
   * Clears up after the plan's abandoned scripts, then applies what is pending.
   *
   * @param outcomes told of every pending script: applied, then failed or interrupted, then not
   *     reached; and of abandoned ones at which the run ended
   * @return whether all of them were applied
   */
  public boolean migrate(Plan plan, Consumer<MigrationOutcome> outcomes) {
    Map<String, ScriptForm> forms = content.forms(plan.migrations());
    History history = new History(settings);
    LoneScripts lone =
        new LoneScripts(site, limits.nonTransactional(), history, forms, plan.abandoned());
    Settlement settlement = new Settlement(plan, outcomes);
    Progress progress = new Progress(site, history, lone, settlement, clock);
    MigrationRun run = new MigrationRun(site, limits, lone, settlement, progress, clock);
    ScriptProvider scripts = new ScriptProvider(content.texts(plan.migrations(), forms));
    StepCallback steps = new StepCallback(progress);
    return run.run(() -> configuration(plan, scripts, steps).load().migrate());
  }

  private static boolean isAtBaseline(MigrationScript script) {
    return script.version().equals(Optional.of(Version.of(BASELINE)));
  }

  private FluentConfiguration configuration(Plan plan, ScriptProvider scripts, StepCallback steps) {
    FluentConfiguration configuration =
        Flyway.configure()
            .dataSource(site.workers().asDataSource())
            .resourceProvider(scripts)
            .javaMigrationClassProvider(List::of)
            .defaultSchema(settings.historySchema())
            .schemas(settings.historySchema())
            .table(settings.historyTable())
            .outOfOrder(plan.environment().outOfOrder())
            .ignoreMigrationPatterns(NEWER_ONES)
            // The planner has compared content and history under the same lock.
            .validateOnMigrate(false)
            .placeholderReplacement(false)
            .baselineOnMigrate(plan.migrations().stream().noneMatch(Migrator::isAtBaseline))
            .baselineVersion(BASELINE)
            .loggers("slf4j")
            .callbacks(steps);
    configuration
        .getConfigurationExtension(PostgreSQLConfigurationExtension.class)
        .setTransactionalLock(false);
    return configuration;
  }
}
