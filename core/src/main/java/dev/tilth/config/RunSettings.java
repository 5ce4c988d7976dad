package dev.tilth.config;

import dev.tilth.deploy.DeploySettings;
import dev.tilth.policy.Trigger;
import java.time.Duration;
import java.util.Optional;

/**
 * What is asked for, and by whom.
 *
 * @param environment the name asked for; it is one of the configured environments
 * @param trigger what set the run off; the launcher decides where nobody said
 * @param lockWait how long to wait for another deployment, at most
 * @param actor the person or role, {@code unknown} where nobody said
 * @param commit the commit of the content
 * @param image the digest of the container image
 */
public record RunSettings(
    Optional<String> environment,
    Optional<Trigger> trigger,
    Duration lockWait,
    String actor,
    Optional<String> commit,
    Optional<String> image) {

  public static final Duration DEFAULT_LOCK_WAIT = DeploySettings.DEFAULT_LOCK_WAIT;
  public static final String UNKNOWN_ACTOR = "unknown";
}
