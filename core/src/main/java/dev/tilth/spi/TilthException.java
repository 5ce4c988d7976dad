package dev.tilth.spi;

import org.jspecify.annotations.Nullable;

/**
 * The base of every failure that Tilth reports. Messages are full sentences: what, which, what was
 * observed, what to do next. They never contain a secret.
 */
public abstract class TilthException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  protected TilthException(String message) {
    super(message);
  }

  protected TilthException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  /** What sort of failure this is: decides the exit code and how a launcher reacts. */
  public abstract FailureKind kind();

  /** What a process exits with that ends because of this: that of its kind, unless it says more. */
  public int exitCode() {
    return kind().exitCode();
  }
}
