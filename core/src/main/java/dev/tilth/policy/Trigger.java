package dev.tilth.policy;

import java.util.Locale;

/** What set a run off. */
public enum Trigger {
  /** A push to the environment's branch. The strictest, and so the default. */
  PUSH,
  /** A person who asked for this run. */
  MANUAL,
  /** A service that starts. */
  STARTUP;

  /** The word of the command line, such as {@code push}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
