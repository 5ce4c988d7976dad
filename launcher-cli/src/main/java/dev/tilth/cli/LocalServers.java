package dev.tilth.cli;

/**
 * Leads to the {@link LocalServer}, whose classes are an optional part: a container image goes
 * without them. Names none of them, so that it loads where they are missing.
 */
final class LocalServers {

  /** The environment that is meant where nobody named one. */
  static final String ENVIRONMENT = "dev";

  private static final String PART = "dev/tilth/testing/PostgresServer.class";

  private LocalServers() {}

  /**
   * The server of the working directory.
   *
   * @throws NoLocalServerException if this installation has none
   */
  static LocalServer of(Shell shell) {
    if (LocalServers.class.getClassLoader().getResource(PART) == null) {
      throw new NoLocalServerException();
    }
    return LocalServer.in(shell.directory());
  }
}
