package dev.tilth.cli;

import dev.tilth.plan.Selection;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** See {@link dev.tilth.Tilth#migrate}. */
@Command(name = "migrate", description = "Apply pending migrations.")
final class MigrateCommand implements Callable<Integer> {

  @Mixin private final RunOptions options = new RunOptions();

  private final Shell shell;
  private final Results results;

  MigrateCommand(Shell shell, Results results) {
    this.shell = shell;
    this.results = results;
  }

  @Override
  public Integer call() {
    return options.run(shell, results, "migrate", Selection.MIGRATE);
  }
}
