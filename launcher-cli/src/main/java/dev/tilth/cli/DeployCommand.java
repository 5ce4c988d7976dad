package dev.tilth.cli;

import dev.tilth.plan.Selection;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** See {@link dev.tilth.Tilth#deploy}. */
@Command(
    name = "deploy",
    description = "Apply pending migrations, then the seeders that the environment permits.")
final class DeployCommand implements Callable<Integer> {

  @Mixin private final SelectionOptions selection = new SelectionOptions();
  @Mixin private final RunOptions options = new RunOptions();
  @Mixin private final ParallelOption parallel = new ParallelOption();

  private final Shell shell;
  private final Results results;

  DeployCommand(Shell shell, Results results) {
    this.shell = shell;
    this.results = results;
  }

  @Override
  public Integer call() {
    parallel.addTo(options);
    return options.run(shell, results, "deploy", selection.of(Selection.DEPLOY));
  }
}
