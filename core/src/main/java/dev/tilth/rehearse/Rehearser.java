package dev.tilth.rehearse;

import dev.tilth.migrate.ScriptRehearsal;
import dev.tilth.plan.Plan;
import dev.tilth.policy.EnvironmentPolicy;
import dev.tilth.policy.Permission;
import dev.tilth.seed.ContextFactory;
import dev.tilth.seed.SeederRehearsal;
import dev.tilth.track.Tracker;
import dev.tilth.track.TrackerSettings;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/**
 * Rehearses plans.
 *
 * <ol>
 *   <li>Begin a transaction that nobody commits, with the settings of a real run and shorter limits
 *       ({@link RehearsalLimits}). The run lock is not taken and nothing is claimed or recorded: a
 *       real run beside it goes on. Whoever has to wait for it all the same, and for longer than it
 *       waits itself, ends it.
 *   <li>Where the database has no tracker yet, make one under a name of the rehearsal's own, in
 *       which mirrors can record their rows. Under its real name, the first real run would wait for
 *       the end of the rehearsal.
 *   <li>Run each pending script, statement by statement. One that cannot run in a transaction is
 *       left out. The first that fails ends the migrations, and no seeder is reached.
 *   <li>Run each pending seeder, unless it has effects outside the database. One that fails leaves
 *       its dependents not reached.
 *   <li>After each step, deferred constraints are judged, the session is put in order, and the
 *       locks are read that the step has taken on what was there before.
 *   <li>Roll everything back. A lost connection and the end of this process do the same.
 * </ol>
 *
 * <p>Rows are counted as a real run counts them. A stop ends the rehearsal at once; what it has
 * found out until then is in the result.
 */
public final class Rehearser {

  private static final String OWN_TRACKER = "tilth_rehearsal_";

  private final RehearsalSite site;
  private final RehearsalContent content;

  /** Opens nothing yet. */
  public Rehearser(RehearsalSite site, RehearsalContent content) {
    this.site = site;
    this.content = content;
  }

  /**
   * Tries out what the plan would do.
   *
   * @param start from when on the duration counts
   * @throws dev.tilth.spi.TilthException if no transaction can be begun
   */
  public Rehearsal rehearse(Plan plan, Instant start) throws SQLException {
    List<RehearsedStep> steps;
    try (RehearsalTransaction transaction = RehearsalTransaction.begin(site.workers())) {
      GivingWay givingWay = new GivingWay(site, transaction.backend(), transaction.limits().lock());
      try {
        steps = steps(plan, transaction);
      } finally {
        givingWay.close();
      }
    }
    return new Rehearsal(
        steps,
        notRehearsed(plan, steps),
        site.stop().reason().filter(why -> !isDone(steps)),
        Duration.between(start, site.clock().instant()));
  }

  /** A stop that comes after the last step is none. */
  private static boolean isDone(List<RehearsedStep> steps) {
    return steps.stream().noneMatch(step -> step.result() == RehearsedStep.Result.NOT_REACHED);
  }

  private List<RehearsedStep> steps(Plan plan, RehearsalTransaction transaction)
      throws SQLException {
    TrackerSettings tracker = tracker(plan, transaction);
    Trials trials =
        new Trials(
            site,
            transaction,
            new LockReader(site.control(), transaction.backend(), tracker.schema()));
    ScriptRehearsal scripts =
        new ScriptRehearsal(content.migrations(), plan.migrations(), content.tracker());
    boolean migrated = new ScriptTrials(trials, transaction, scripts, tracker.schema()).of(plan);
    ContextFactory contexts =
        new ContextFactory(
            asReviewed(plan.environment()),
            content.environments(),
            tracker.schema(),
            content.settings(),
            InstantSource.fixed(transaction.serverTime()),
            site.stop());
    new SeederTrials(trials, new SeederRehearsal(contexts, content.seeders())).of(plan, migrated);
    return trials.steps();
  }

  private TrackerSettings tracker(Plan plan, RehearsalTransaction transaction) {
    TrackerSettings real = content.tracker();
    if (content.tracked() || plan.seedersToRun().isEmpty()) {
      return real;
    }
    TrackerSettings own =
        new TrackerSettings(
            OWN_TRACKER + transaction.backend(), real.historySchema(), real.historyTable());
    new Tracker(own).createIn(transaction.connection());
    return own;
  }

  /** What a mirror would delete is what a rehearsal is to show for the review; nothing is kept. */
  private static EnvironmentPolicy asReviewed(EnvironmentPolicy policy) {
    return policy.mirrorDeletes() == Permission.PLAN_HASH
        ? policy.withMirrorDeletes(Permission.ALLOWED)
        : policy;
  }

  private static List<String> notRehearsed(Plan plan, List<RehearsedStep> steps) {
    List<String> sentences = new ArrayList<>();
    plan.abandoned()
        .forEach(script ->
            sentences.add(
                "What the broken-off migration %s has left is not taken away in a rehearsal."
                    .formatted(script)));
    steps.stream()
        .filter(step -> step.result() == RehearsedStep.Result.LEFT_OUT)
        .forEach(step -> sentences.add("%s was left out: %s.".formatted(step.name(), step.note())));
    return sentences;
  }
}
