package dev.tilth.plan;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * The part of the content that a run is about.
 *
 * @param migrations whether migrations are applied
 * @param seeders whether seeders run
 * @param only names of seeders; empty means all
 * @param tags seeders with one of these tags; empty means all
 * @param force names of seeders that run although they are recorded, selected or not
 * @param allowDowngrade whether this build's content replaces that of a newer one
 * @param reason why, in a person's words, for the ledger
 */
public record Selection(
    boolean migrations,
    boolean seeders,
    Set<String> only,
    Set<String> tags,
    Set<String> force,
    boolean allowDowngrade,
    Optional<String> reason) {

  public static final Selection DEPLOY = all(true, true);
  public static final Selection MIGRATE = all(true, false);
  public static final Selection SEED = all(false, true);

  public Selection {
    only = copy(only);
    tags = copy(tags);
    force = copy(force);
    reason = reason.filter(text -> !text.isEmpty());
  }

  public Selection withOnly(Set<String> names) {
    return new Selection(migrations, seeders, names, tags, force, allowDowngrade, reason);
  }

  public Selection withTags(Set<String> labels) {
    return new Selection(migrations, seeders, only, labels, force, allowDowngrade, reason);
  }

  public Selection withForce(Set<String> names) {
    return new Selection(migrations, seeders, only, tags, names, allowDowngrade, reason);
  }

  /** Whether this build replaces what a newer one applied; it does not unless a person says so. */
  public Selection withAllowDowngrade(boolean allowed) {
    return new Selection(migrations, seeders, only, tags, force, allowed, reason);
  }

  /** Why this is done; asked for where the policy says so. */
  public Selection withReason(String text) {
    return new Selection(
        migrations, seeders, only, tags, force, allowDowngrade, Optional.of(text.strip()));
  }

  /** Whether somebody asked for seeders by themselves, so that holding them back is a refusal. */
  public boolean isSeedingExplicit() {
    return seeders && !migrations;
  }

  boolean selects(SeederContent seeder) {
    return seeders && (force.contains(seeder.name()) || (isNamed(seeder) && isTagged(seeder)));
  }

  private boolean isNamed(SeederContent seeder) {
    return only.isEmpty() || only.contains(seeder.name());
  }

  private boolean isTagged(SeederContent seeder) {
    return tags.isEmpty() || !Collections.disjoint(tags, seeder.spec().tags());
  }

  private static Selection all(boolean migrations, boolean seeders) {
    return new Selection(
        migrations, seeders, Set.of(), Set.of(), Set.of(), false, Optional.empty());
  }

  private static Set<String> copy(Set<String> values) {
    return Collections.unmodifiableSet(new LinkedHashSet<>(values));
  }
}
