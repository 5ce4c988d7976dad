package dev.tilth.cli;

import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Writes a script for the shell. */
@Command(
    name = "completion",
    description = "Print the completion script for bash and zsh: source <(tilth completion)")
final class CompletionCommand implements Callable<Integer> {

  private final Shell shell;
  private final Supplier<CommandLine> whole;

  CompletionCommand(Shell shell, Supplier<CommandLine> whole) {
    this.shell = shell;
    this.whole = whole;
  }

  @Override
  public Integer call() {
    CommandLine root = whole.get();
    shell.out().print(AutoComplete.bash(root.getCommandName(), root));
    return ExitCode.DONE;
  }
}
