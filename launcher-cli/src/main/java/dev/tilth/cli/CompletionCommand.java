package dev.tilth.cli;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Writes a script for the shell. */
@Command(
    name = "completion",
    description = "Print the completion script for bash and zsh: source <(tilth completion)")
final class CompletionCommand implements Callable<Integer> {

  private final Shell shell;
  private final CommandLine root;

  CompletionCommand(Shell shell, CommandLine root) {
    this.shell = shell;
    this.root = root;
  }

  @Override
  public Integer call() {
    shell.out().print(AutoComplete.bash(root.getCommandName(), root));
    return ExitCode.DONE;
  }
}
