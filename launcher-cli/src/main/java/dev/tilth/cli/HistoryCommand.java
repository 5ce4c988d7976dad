package dev.tilth.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** See {@link dev.tilth.Tilth#history}. */
@Command(name = "history", description = "Show who ran what on this database, newest first.")
final class HistoryCommand implements Callable<Integer> {

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "How many runs at most; ${DEFAULT-VALUE} if not said.")
  private int limit = 20;

  @Mixin private final TargetOptions target = new TargetOptions();

  private final Shell shell;
  private final Results results;

  HistoryCommand(Shell shell, Results results) {
    this.shell = shell;
    this.results = results;
  }

  @Override
  public Integer call() {
    if (limit < 1) {
      throw new UsageException(
          "Option --limit must be 1 or more, but is %d.".formatted(limit), "tilth history");
    }
    results.history(new TargetFinder(shell, target).tilth().history(limit));
    return ExitCode.DONE;
  }
}
