package dev.tilth.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;

/**
 * All commands, and what happens around each of them. To describe one to picocli takes some
 * milliseconds: a process that runs one is not told of the others.
 */
final class CommandTree {

  private final Shell shell;
  private final OutputOptions output = new OutputOptions();
  private final Results results;

  CommandTree(Shell shell) {
    this.shell = shell;
    this.results = new Results(shell, output);
  }

  /** In the order of the help. */
  private Map<Class<?>, Supplier<Object>> commands() {
    Map<Class<?>, Supplier<Object>> commands = new LinkedHashMap<>();
    commands.put(DeployCommand.class, () -> new DeployCommand(shell, results));
    commands.put(MigrateCommand.class, () -> new MigrateCommand(shell, results));
    commands.put(SeedCommand.class, () -> new SeedCommand(shell, results));
    commands.put(PlanCommand.class, () -> new PlanCommand(shell, results));
    commands.put(StatusCommand.class, () -> new StatusCommand(shell, results));
    commands.put(HistoryCommand.class, () -> new HistoryCommand(shell, results));
    commands.put(InitCommand.class, () -> new InitCommand(shell, results));
    commands.put(RepairCommand.class, () -> new RepairCommand(shell, results));
    commands.put(WaitCommand.class, () -> new WaitCommand(shell, results));
    commands.put(DbCommand.class, () -> db(shell, results));
    commands.put(VersionCommand.class, () -> new VersionCommand(results));
    commands.put(CompletionCommand.class, () -> new CompletionCommand(shell, this::whole));
    return commands;
  }

  /** With the command that the arguments begin with, or with all where they begin otherwise. */
  private CommandLine rootFor(String... args) {
    return commands().entrySet().stream()
        .filter(command -> args.length > 0 && args[0].equals(name(command.getKey())))
        .findFirst()
        .map(command -> root(List.of(command.getValue().get())))
        .orElseGet(this::whole);
  }

  private static String name(Class<?> command) {
    return command.getAnnotation(Command.class).name();
  }

  private CommandLine whole() {
    return root(commands().values().stream().map(Supplier::get).toList());
  }

  private CommandLine root(List<Object> commands) {
    CommandLine root = new CommandLine(new TilthCommand()).addMixin("output", output);
    commands.forEach(root::addSubcommand);
    return root.setOut(new PrintWriter(shell.out(), true, UTF_8))
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
    return whole().getCommandSpec();
  }

  /** Runs the command that the arguments name; returns its exit code and throws nothing. */
  int execute(String... args) {
    if (shell.logFormat() == LogFormat.JSON) {
      shell.log(OutputFormat.askedIn(List.of(args)), false);
    }
    try {
      return rootFor(args).execute(args);
    } catch (OutOfMemoryError e) {
      // What needed the memory has been left by now; Java's own answer has no report.
      return results.error(new HeapExhaustedException(e));
    }
  }
}
