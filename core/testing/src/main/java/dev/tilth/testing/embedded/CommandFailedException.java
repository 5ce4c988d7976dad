package dev.tilth.testing.embedded;

/** One of PostgreSQL's programs failed or did not end in time. */
public final class CommandFailedException extends EmbeddedPostgresException {

  private static final long serialVersionUID = 1L;

  CommandFailedException(String program, String outcome, String output) {
    super("%s %s. It wrote:%n%s".formatted(program, outcome, output), null);
  }
}
