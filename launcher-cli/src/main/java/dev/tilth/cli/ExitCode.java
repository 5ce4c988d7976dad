package dev.tilth.cli;

/** The exit codes of outcomes that are no failures; those of failures are their kinds'. */
final class ExitCode {

  static final int DONE = 0;

  /** Only with {@code --exit-code}. */
  static final int PENDING = 2;

  private ExitCode() {}

  static int pending(boolean wanted, boolean pending) {
    return wanted && pending ? PENDING : DONE;
  }
}
