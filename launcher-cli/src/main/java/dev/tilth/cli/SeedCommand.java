package dev.tilth.cli;

import dev.tilth.plan.Selection;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** See {@link dev.tilth.Tilth#seed}. */
@Command(name = "seed", description = "Run pending seeders, all or some.")
final class SeedCommand implements Callable<Integer> {

  @Mixin private final SelectionOptions selection = new SelectionOptions();
  @Mixin private final RunOptions options = new RunOptions();
  @Mixin private final ParallelOption parallel = new ParallelOption();

  @Option(
      names = "--no-lock",
      description = "Run beside a deployment instead of waiting for it; each seeder runs once.")
  private boolean withoutLock;

  private final Shell shell;
  private final Results results;

  SeedCommand(Shell shell, Results results) {
    this.shell = shell;
    this.results = results;
  }

  @Override
  public Integer call() {
    parallel.addTo(options);
    if (withoutLock) {
      options.withoutRunLock();
    }
    return options.run(shell, results, "seed", selection.of(Selection.SEED));
  }
}
