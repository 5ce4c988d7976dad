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

  /** The format of log lines where nobody says it and no person reads them. */
  private static final String LOG = "tilth.log";

  private static final String LOG_VARIABLE = "TILTH_LOG";

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
        isInteractive(),
        InstantSource.system(),
        new StopSignal());
  }

  /** Without the start script, as in the image, with {@code jdk.console=java.base}. */
  @SuppressWarnings("SystemConsoleNull") // That console is null where there is no terminal.
  private static boolean isInteractive() {
    String said = System.getProperty(INTERACTIVE);
    return said == null ? System.console() != null : Boolean.parseBoolean(said);
  }

  /** What {@code TILTH_LOG} says, else text for people, else what suits the place. */
  LogFormat logFormat() {
    return variable(LOG_VARIABLE)
        .flatMap(LogFormat::parse)
        .or(() -> Optional.of(LogFormat.TEXT).filter(format -> interactive))
        .or(() -> LogFormat.parse(System.getProperty(LOG, "")))
        .orElse(LogFormat.TEXT);
  }

  /** What {@code TILTH_LOG} says, if that is no format. */
  Optional<String> unknownLogFormat() {
    return variable(LOG_VARIABLE).filter(word -> LogFormat.parse(word).isEmpty());
  }

  /**
   * Sets the log up: where standard output is to be one document, no line of the log goes there.
   */
  void log(OutputFormat output, boolean verbose) {
    LoggingConfigurator.set(
        logFormat(),
        logFormat() == LogFormat.JSON && output == OutputFormat.TEXT
            ? LoggingConfigurator.Target.STANDARD_OUTPUT
            : LoggingConfigurator.Target.STANDARD_ERROR,
        verbose);
  }

  private static Optional<StatusLine> onTerminal() {
    return Optional.of(Integer.getInteger(COLUMNS, 0))
        .filter(columns -> columns > 0)
        .map(columns -> new StatusLine(System.err, columns));
  }
}
