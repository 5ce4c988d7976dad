package dev.tilth.plan;

import dev.tilth.spi.FailureKind;
import dev.tilth.spi.TilthException;

/** What was given as the hash of a plan is none. */
public final class UnusablePlanHashException extends TilthException {

  private static final long serialVersionUID = 1L;

  UnusablePlanHashException(String given, int digits) {
    super(
        "%s Take it from the line 'Plan hash' of tilth plan, or plan_hash of its JSON; a plan in which a seeder would fail has none."
            .formatted(observed(given, digits)));
  }

  private static String observed(String given, int digits) {
    return given.isBlank()
        ? "No plan hash is given."
        : "The hash of a plan has %d hexadecimal digits, but '%s' (%d characters) was given."
            .formatted(
                digits, given.substring(0, Math.min(given.length(), digits)), given.length());
  }

  @Override
  public FailureKind kind() {
    return FailureKind.USAGE;
  }
}
