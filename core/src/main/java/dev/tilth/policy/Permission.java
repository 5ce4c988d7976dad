package dev.tilth.policy;

import java.util.Locale;

/** Whether an environment permits an operation that can lose data. */
public enum Permission {
  ALLOWED,
  /** Only together with the hash of a plan that somebody has seen. */
  PLAN_HASH,
  REFUSED;

  /**
   * Whether it may be done.
   *
   * @param seen whether somebody has seen in a plan what is done
   */
  boolean permits(boolean seen) {
    return this == ALLOWED || (this == PLAN_HASH && seen);
  }

  /** The word of the configuration, such as {@code plan-hash}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
