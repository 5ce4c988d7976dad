package dev.tilth.config;

import dev.tilth.deploy.Limits;
import dev.tilth.deploy.Locking;
import dev.tilth.policy.Trigger;
import java.util.Optional;

/**
 * What is asked for, and by whom.
 *
 * @param environment the name asked for; it is one of the configured environments
 * @param trigger what set the run off; the launcher decides where nobody said
 * @param locking how others are kept off
 * @param limits what the run may take
 * @param actor the person or role, {@code unknown} where nobody said
 * @param commit the commit of the content
 * @param image the digest of the container image
 */
public record RunSettings(
    Optional<String> environment,
    Optional<Trigger> trigger,
    Locking locking,
    Limits limits,
    String actor,
    Optional<String> commit,
    Optional<String> image) {

  public static final String UNKNOWN_ACTOR = "unknown";
}
