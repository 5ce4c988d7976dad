package dev.tilth.spi;

/** The sorts of failure a launcher can tell apart, each with the exit code of the command line. */
public enum FailureKind {
  FAILED(1),
  REFUSED(3),
  LOCK_BUSY(4),
  /** A time-out of the whole run struck; run again. */
  INCOMPLETE(5),
  DECISION_NEEDED(6),
  WRONG_ENVIRONMENT(7),
  DATABASE_UNREACHABLE(8),
  USAGE(64),
  /** Somebody ended the run, such as the platform with SIGTERM; run again. */
  INTERRUPTED(143);

  private final int exitCode;

  FailureKind(int exitCode) {
    this.exitCode = exitCode;
  }

  public int exitCode() {
    return exitCode;
  }
}
