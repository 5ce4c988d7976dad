package dev.tilth.cli;

import dev.tilth.deploy.Status;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** See {@link dev.tilth.Tilth#status}. */
@Command(
    name = "status",
    description = "Show how the database stands to this build. Writes nothing.")
final class StatusCommand implements Callable<Integer> {

  @Option(
      names = "--exit-code",
      description = "Exit with 2 if the database has not everything of this build.")
  private boolean exitCode;

  @Mixin private final TargetOptions target = new TargetOptions();

  private final Shell shell;
  private final Results results;

  StatusCommand(Shell shell, Results results) {
    this.shell = shell;
    this.results = results;
  }

  @Override
  public Integer call() {
    Status status = new TargetFinder(shell, target).tilth().status();
    results.status(status);
    return ExitCode.pending(exitCode, !status.isUpToDate());
  }
}
