package dev.tilth.policy;

import java.util.Locale;

/** Whether an environment permits an operation that can lose data. */
public enum Permission {
  ALLOWED,
  /** Only together with the hash of a plan that somebody has seen. */
  PLAN_HASH,
  REFUSED;

  /** The word of the configuration, such as {@code plan-hash}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
