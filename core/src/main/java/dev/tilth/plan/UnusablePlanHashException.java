package dev.tilth.plan;

import dev.tilth.spi.FailureKind;
import dev.tilth.spi.TilthException;

/** What was given as the hash of a plan is none. */
public final class UnusablePlanHashException extends TilthException {

  private static final long serialVersionUID = 1L;

  UnusablePlanHashException(String given, int digits) {
    super(
        "The hash of a plan has %d hexadecimal digits, but '%s' (%d characters) was given. Take it as tilth plan shows it in its last line, or plan_hash of its JSON."
            .formatted(
                digits, given.substring(0, Math.min(given.length(), digits)), given.length()));
  }

  @Override
  public FailureKind kind() {
    return FailureKind.USAGE;
  }
}
