package dev.tilth.deploy;

import dev.tilth.spi.FailureKind;
import dev.tilth.spi.TilthException;

/** Somebody asked the process to end while a run was at work. */
public final class TerminatedException extends TilthException {

  private static final long serialVersionUID = 1L;

  private final int exitCode;

  /**
   * For a launcher that fires a {@link dev.tilth.database.StopSignal}.
   *
   * @param what asked for it, such as {@code SIGTERM}
   */
  public TerminatedException(String what) {
    this(what, FailureKind.INTERRUPTED.exitCode());
  }

  /**
   * The same where the process ends with another exit code than that of SIGTERM.
   *
   * @param what asked for it, such as {@code SIGINT}
   * @param exitCode such as 130
   */
  public TerminatedException(String what, int exitCode) {
    super(
        ("%s ended the run before it was done. What the step at work did in its transaction was"
             + " rolled back, what was committed stays, and nothing has to be unlocked. Run again"
             + " to go on; that also clears what a script outside a transaction left, or says what"
             + " to type.")
            .formatted(what));
    this.exitCode = exitCode;
  }

  @Override
  public FailureKind kind() {
    return FailureKind.INTERRUPTED;
  }

  @Override
  public int exitCode() {
    return exitCode;
  }
}
