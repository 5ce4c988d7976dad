package dev.tilth.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;

/** All commands, and what happens around each of them. */
final class CommandTree {

  private final Shell shell;
  private final Results results;
  private final CommandLine root;

  CommandTree(Shell shell) {
    this.shell = shell;
    OutputOptions output = new OutputOptions();
    this.results = new Results(shell, output);
    root = new CommandLine(new TilthCommand()).addMixin("output", output);
    root.addSubcommand(new DeployCommand(shell, results))
        .addSubcommand(new MigrateCommand(shell, results))
        .addSubcommand(new SeedCommand(shell, results))
        .addSubcommand(new PlanCommand(shell, results))
        .addSubcommand(new StatusCommand(shell, results))
        .addSubcommand(new HistoryCommand(shell, results))
        .addSubcommand(new InitCommand(shell, results))
        .addSubcommand(new RepairCommand(shell, results))
        .addSubcommand(new WaitCommand(shell, results))
        .addSubcommand(db(shell, results))
        .addSubcommand(new VersionCommand(results))
        .addSubcommand(new CompletionCommand(shell, root))
        .setOut(new PrintWriter(shell.out(), true, UTF_8))
        .setErr(new PrintWriter(shell.err(), true, UTF_8))
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setAbbreviatedOptionsAllowed(false)
        .setParameterExceptionHandler(new UsageErrors(results))
        .setExecutionExceptionHandler(new Failures(results))
        .setExecutionStrategy(parsed -> run(parsed, shell, output));
  }

  private static CommandLine db(Shell shell, Results results) {
    return new CommandLine(new DbCommand())
        .addSubcommand(new DbStartCommand(shell, results))
        .addSubcommand(new DbStopCommand(shell, results))
        .addSubcommand(new DbResetCommand(shell, results))
        .addSubcommand(new DbUrlCommand(shell, results));
  }

  private static int run(ParseResult parsed, Shell shell, OutputOptions output) {
    shell
        .unknownLogFormat()
        .ifPresent(word -> {
          throw new ParameterException(
              parsed.commandSpec().commandLine(),
              "TILTH_LOG is %s, which is none of %s.".formatted(word, LogFormat.words()));
        });
    if (output.verbose()) {
      shell.log(output.format(), true);
    }
    return new RunLast().execute(parsed);
  }

  /** What the documents are compared with. */
  CommandSpec model() {
    return root.getCommandSpec();
  }

  /** Runs the command that the arguments name; returns its exit code and throws nothing. */
  int execute(String... args) {
    if (shell.logFormat() == LogFormat.JSON) {
      shell.log(OutputFormat.askedIn(List.of(args)), false);
    }
    try {
      return root.execute(args);
    } catch (OutOfMemoryError e) {
      // What needed the memory has been left by now; Java's own answer has no report.
      return results.error(new HeapExhaustedException(e));
    }
  }
}
