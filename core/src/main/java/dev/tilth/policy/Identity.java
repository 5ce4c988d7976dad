package dev.tilth.policy;

import java.util.Optional;

/**
 * Which environment a database is. How it is found:
 *
 * <ol>
 *   <li>What the run was asked for, else what the database recorded, else {@code dev} where the
 *       database is on this machine, else it is an error.
 *   <li>What was asked for and what the database recorded must agree.
 *   <li>A database that recorded nothing is claimed only if it is empty and, for a protected
 *       environment, only if a person said so.
 * </ol>
 */
public final class Identity {

  private static final String ON_THIS_MACHINE = "dev";

  private Identity() {}

  /**
   * The environment of a run.
   *
   * @param asked what the command line, the environment or the configuration says
   * @param recorded what the database says
   * @param local whether the database is the embedded one or on a loopback address
   * @throws WrongEnvironmentException if the two disagree
   * @throws NoEnvironmentException if nobody knows
   */
  public static String environment(
      Optional<String> asked, Optional<String> recorded, boolean local) {
    if (asked.isPresent() && recorded.isPresent() && !asked.equals(recorded)) {
      throw WrongEnvironmentException.asked(asked.get(), recorded.get());
    }
    return asked
        .or(() -> recorded)
        .or(() -> local ? Optional.of(ON_THIS_MACHINE) : Optional.empty())
        .orElseThrow(NoEnvironmentException::new);
  }

  /**
   * Permits this environment to claim a database that recorded none, or refuses.
   *
   * @param empty whether the database holds nothing of anybody's
   * @param consent what a person said on the command line
   */
  public static void checkClaim(EnvironmentPolicy policy, boolean empty, Consent consent) {
    if (policy.guarded() && !consent.claim()) {
      throw UnclaimedDatabaseException.guarded(policy.name());
    }
    if (!empty && !consent.existing()) {
      throw UnclaimedDatabaseException.notEmpty(policy.name());
    }
  }

  /**
   * Permits making a database another environment, or refuses.
   *
   * @param recorded what the database says
   * @throws WrongEnvironmentException if that is not {@code from}
   * @throws UnclaimedDatabaseException if {@code to} is protected and nobody said so
   */
  public static void checkReassign(
      String from, EnvironmentPolicy to, String recorded, Consent consent) {
    if (!from.equals(recorded)) {
      throw WrongEnvironmentException.notFrom(from, to.name(), recorded);
    }
    if (to.guarded() && !consent.claim()) {
      throw UnclaimedDatabaseException.guardedTarget(from, to.name());
    }
  }

  /**
   * What a person agreed to.
   *
   * @param claim {@code --claim-database}: the database becomes a protected environment
   * @param existing {@code --existing}: the database may hold objects already
   */
  public record Consent(boolean claim, boolean existing) {

    public static final Consent NONE = new Consent(false, false);
  }
}
