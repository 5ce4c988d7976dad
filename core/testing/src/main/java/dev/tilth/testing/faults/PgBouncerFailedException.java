package dev.tilth.testing.faults;

/** PgBouncer could not be started. */
public final class PgBouncerFailedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  PgBouncerFailedException(String observed) {
    super(
        "PgBouncer was not started. %s Debian and Ubuntu have it as the package pgbouncer: apt-get install pgbouncer."
            .formatted(observed));
  }
}
