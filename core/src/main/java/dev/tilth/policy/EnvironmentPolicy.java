package dev.tilth.policy;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What one environment permits.
 *
 * @param name lower-case letters, digits and hyphens, starting with a letter, at most 40
 * @param branch the branch whose pushes deploy to it
 * @param guarded a protected environment: its database must be claimed explicitly
 * @param seedsOn the triggers on which seeders run
 * @param mirrorDeletes whether a mirror seeder may remove rows
 * @param force whether a seeder may be run again although it is recorded
 * @param forceReason whether that takes a person's reason, which the ledger keeps
 * @param outOfOrder whether a migration older than the newest applied one may still be applied
 * @param embeddedDatabase whether the embedded development server may stand in for a database
 */
public record EnvironmentPolicy(
    String name,
    String branch,
    boolean guarded,
    Set<Trigger> seedsOn,
    Permission mirrorDeletes,
    Permission force,
    boolean forceReason,
    boolean outOfOrder,
    boolean embeddedDatabase) {

  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,39}");

  public EnvironmentPolicy {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "An environment's name must match %s, but is '%s'.".formatted(NAME.pattern(), name));
    }
    seedsOn = copy(seedsOn);
  }

  /** The same with another permission for mirrors. */
  public EnvironmentPolicy withMirrorDeletes(Permission permission) {
    return new EnvironmentPolicy(
        name,
        branch,
        guarded,
        seedsOn,
        permission,
        force,
        forceReason,
        outOfOrder,
        embeddedDatabase);
  }

  public boolean seedsOn(Trigger trigger) {
    return seedsOn.contains(trigger);
  }

  /**
   * Permits forcing these seeders, or refuses.
   *
   * @param reason why, if a person said so; a plan needs none
   * @param review whether somebody has seen it
   * @throws ForceRefusedException where the environment does not allow it as asked
   */
  public void checkForce(Set<String> seeders, Optional<String> reason, Review review) {
    if (seeders.isEmpty()) {
      return;
    }
    if (force == Permission.REFUSED) {
      throw ForceRefusedException.notAllowed(this, seeders);
    }
    if (review == Review.PLANNING) {
      return;
    }
    if (!force.permits(review == Review.DONE)) {
      throw ForceRefusedException.unseen(this, seeders);
    }
    if (forceReason && reason.isEmpty()) {
      throw ForceRefusedException.withoutReason(this, seeders);
    }
  }

  /**
   * Permits a mirror to delete rows, or refuses.
   *
   * @param rows how many it would delete
   * @param seen whether they are those that somebody has seen in a plan
   * @throws MirrorRefusedException where the environment does not allow it
   */
  public void checkMirror(String table, long rows, boolean seen) {
    if (rows > 0 && !mirrorDeletes.permits(seen)) {
      throw new MirrorRefusedException(this, table, rows);
    }
  }

  private static Set<Trigger> copy(Set<Trigger> triggers) {
    EnumSet<Trigger> copy = EnumSet.noneOf(Trigger.class);
    copy.addAll(triggers);
    return Collections.unmodifiableSet(copy);
  }
}
