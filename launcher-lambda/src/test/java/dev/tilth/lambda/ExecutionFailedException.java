package dev.tilth.lambda;

/** A state failed, and with it the execution. */
final class ExecutionFailedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String error;

  ExecutionFailedException(String error, String cause) {
    super(cause);
    this.error = error;
  }

  /** What a retry or a person knows it by. */
  String error() {
    return error;
  }
}
