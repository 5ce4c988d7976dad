package dev.tilth.deploy;

import java.time.Duration;

/**
 * What a service does about its database when it starts. After each of them the database has all
 * that the service's build needs.
 */
public sealed interface StartMode {

  /**
   * Looks, and refuses to start where something is missing. Writes nothing, takes no run lock, and
   * needs to read only.
   */
  StartMode VERIFY = new Verify();

  /**
   * Deploys, with the trigger {@link dev.tilth.policy.Trigger#STARTUP}. Of any number of replicas
   * that start at once, one does; the others wait for it and find nothing to do.
   */
  StartMode DEPLOY = new Deploy();

  /**
   * Waits for the deployment that somebody else makes, such as the task of a rolling deployment.
   * Writes nothing, takes no run lock, and needs to read only.
   *
   * @param atMost how long, up to 24 hours; zero looks once
   */
  static StartMode await(Duration atMost) {
    return new Await(atMost);
  }

  /** {@link #VERIFY}. */
  record Verify() implements StartMode {}

  /** {@link #await}. */
  record Await(Duration atMost) implements StartMode {

    private static final Duration LONGEST = Duration.ofHours(24);

    public Await {
      if (atMost.isNegative() || atMost.compareTo(LONGEST) > 0) {
        throw new IllegalArgumentException(
            "The wait for a deployment must lie between %s and %s, but is %s."
                .formatted(Duration.ZERO, LONGEST, atMost));
      }
    }
  }

  /** {@link #DEPLOY}. */
  record Deploy() implements StartMode {}
}
