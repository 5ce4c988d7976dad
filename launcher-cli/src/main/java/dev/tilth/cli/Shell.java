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
 * @param interactive whether a person sits at both ends: input and output are a terminal
 * @param clock measures how long to wait
 * @param stop ends the runs of this process
 */
record Shell(
    Map<String, String> variables,
    Path directory,
    PrintStream out,
    PrintStream err,
    boolean interactive,
    InstantSource clock,
    StopSignal stop) {

  /** The start script knows; Java can tell only from release 22 on. */
  private static final String INTERACTIVE = "tilth.interactive";

  Shell {
    variables = Map.copyOf(variables);
  }

  /** An environment variable; one that is empty counts as missing, as everywhere. */
  Optional<String> variable(String name) {
    return Optional.ofNullable(variables.get(name)).filter(value -> !value.isBlank());
  }

  static Shell ofThisProcess() {
    return new Shell(
        System.getenv(),
        Path.of("").toAbsolutePath(),
        System.out,
        System.err,
        Boolean.getBoolean(INTERACTIVE),
        InstantSource.system(),
        new StopSignal());
  }
}
