package dev.tilth.plan;

import dev.tilth.policy.EnvironmentPolicy;
import dev.tilth.policy.Review;
import dev.tilth.policy.SeedingRefusedException;
import dev.tilth.policy.Trigger;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes plans. The order of the checks:
 *
 * <ol>
 *   <li>The selection names only what exists, and the policy permits what it asks for.
 *   <li>No seeder's claim was committed before its end ({@link UnfinishedSeederException}).
 *   <li>Nothing that has been applied differs from this build's content ({@link
 *       ContentChangedException} lists everything at once), except where a newer build applied it:
 *       that stays, with a warning.
 *   <li>What is pending follows from comparing content and record; migrations and seeders are
 *       decided independently.
 * </ol>
 */
public final class Planner {

  private final Content content;
  private final EnvironmentPolicy policy;
  private final Trigger trigger;
  private final Selection selection;
  private final Review review;

  /**
   * Plans for one environment and selection.
   *
   * @param review whether somebody has seen what the selection asks for
   */
  public Planner(
      Content content,
      EnvironmentPolicy policy,
      Trigger trigger,
      Selection selection,
      Review review) {
    this.content = content;
    this.policy = policy;
    this.trigger = trigger;
    this.selection = selection;
    this.review = review;
  }

  /**
   * Compares the content with what a database says of itself.
   *
   * @throws ContentChangedException if something that has been applied is different now
   * @throws OutOfOrderException if a migration would be applied after a newer one, against the
   *     policy
   * @throws UnknownSeederException if the selection names a seeder that does not exist
   * @throws DependencyNotAppliedException if the selection leaves out what a selected seeder needs
   */
  public Plan plan(DatabaseState state) {
    return plan(state, true);
  }

  /**
   * The same for a build that is to be used with the database, not deployed to it: what the
   * database has beyond the content is no obstacle then.
   */
  public Plan needs(DatabaseState state) {
    return plan(state, false);
  }

  private Plan plan(DatabaseState state, boolean complete) {
    checkSelection();
    UnfinishedSeederException.check(state.seeds());
    BuildAge age = new BuildAge(content.release(), state, selection.allowDowngrade());
    MigrationComparison migrations = new MigrationComparison(content.migrations(), state, age);
    SeederComparison seeders =
        new SeederComparison(content.seeders(), state, policy, trigger, selection, age);
    List<String> changes = new ArrayList<>(migrations.changes());
    if (complete) {
      changes.addAll(migrations.vanished());
    }
    changes.addAll(seeders.changes());
    if (!changes.isEmpty()) {
      throw new ContentChangedException(changes);
    }
    List<MigrationScript> pending = selection.migrations() ? migrations.pending(policy) : List.of();
    AbandonedScripts abandoned =
        selection.migrations() ? AbandonedScripts.of(state, pending, age) : AbandonedScripts.NONE;
    List<SeederStep> steps = seeders.steps();
    List<String> warnings = new ArrayList<>(migrations.warnings());
    abandoned.warning().ifPresent(warnings::add);
    seeders.warning(steps).ifPresent(warnings::add);
    return new Plan(policy, trigger, pending, abandoned.toSettle(), steps, warnings);
  }

  private void checkSelection() {
    UnknownSeederException.check(selection, content.seeders());
    if (selection.isSeedingExplicit() && !policy.seedsOn(trigger)) {
      throw new SeedingRefusedException(policy, trigger);
    }
    policy.checkForce(selection.force(), selection.reason(), review);
  }
}
