package dev.tilth.testing.kit;

/** A check found a seeder that is not right. */
public final class SeederKitError extends AssertionError {

  private static final long serialVersionUID = 1L;

  SeederKitError(Finding finding, String observed, String todo) {
    super(
        "%s: %s%n%s%nWhat to look for: %s%n%s"
            .formatted(
                finding.check(),
                finding.meaning(),
                observed.stripTrailing(),
                finding.causes(),
                todo)
            .stripTrailing());
  }

  SeederKitError(Finding finding, String observed, Throwable cause) {
    this(finding, observed, "");
    initCause(cause);
  }

  /** The first of several of the same check. */
  SeederKitError(SeederKitError first, String where) {
    super("%s%n%s".formatted(first.getMessage(), where), first);
  }
}
