package dev.tilth.cli;

import dev.tilth.database.StopSignal;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/**
 * What a command was started with.
 *
 * @param variables the environment variables
 * @param directory the working directory
 * @param out takes the result, and nothing else
 * @param err takes log lines and errors
 * @param statusLine part of {@code err}, where that is a terminal
 * @param interactive whether a person sits at both ends: input and output are a terminal
 * @param clock measures how long to wait
 * @param stop ends the runs of this process
 */
record Shell(
    Map<String, String> variables,
    Path directory,
    PrintStream out,
    PrintStream err,
    Optional<StatusLine> statusLine,
    boolean interactive,
    InstantSource clock,
    StopSignal stop) {

  /** The start script knows; Java can tell only from release 22 on. */
  private static final String INTERACTIVE = "tilth.interactive";

  /** How wide the terminal at standard error is; 0 where it is none, or cannot erase. */
  private static final String COLUMNS = "tilth.columns";

  Shell {
    variables = Map.copyOf(variables);
  }

  /** An environment variable; one that is empty counts as missing, as everywhere. */
  Optional<String> variable(String name) {
    return Optional.ofNullable(variables.get(name)).filter(value -> !value.isBlank());
  }

  /** From here on standard error goes through the status line, the log's lines included. */
  static Shell ofThisProcess() {
    Optional<StatusLine> statusLine = onTerminal();
    statusLine.ifPresent(line -> System.setErr(new PrintStream(line, true, System.err.charset())));
    return new Shell(
        System.getenv(),
        Path.of("").toAbsolutePath(),
        System.out,
        System.err,
        statusLine,
        Boolean.getBoolean(INTERACTIVE),
        InstantSource.system(),
        new StopSignal());
  }

  private static Optional<StatusLine> onTerminal() {
    return Optional.of(Integer.getInteger(COLUMNS, 0))
        .filter(columns -> columns > 0)
        .map(columns -> new StatusLine(System.err, columns));
  }
}
