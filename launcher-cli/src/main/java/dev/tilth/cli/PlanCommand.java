package dev.tilth.cli;

import dev.tilth.plan.Plan;
import dev.tilth.plan.Selection;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** See {@link dev.tilth.Tilth#plan}. */
@Command(name = "plan", description = "Show what deploy would do now. Writes nothing.")
final class PlanCommand implements Callable<Integer> {

  @Option(names = "--exit-code", description = "Exit with 2 if deploy would do anything.")
  private boolean exitCode;

  @Mixin private final TargetOptions target = new TargetOptions();
  @Mixin private final ConsentOptions consent = new ConsentOptions();
  @Mixin private final DowngradeOptions downgrade = new DowngradeOptions();

  private final Shell shell;
  private final Results results;

  PlanCommand(Shell shell, Results results) {
    this.shell = shell;
    this.results = results;
  }

  @Override
  public Integer call() {
    Plan plan =
        new TargetFinder(shell, target)
            .tilth()
            .plan(downgrade.of(Selection.DEPLOY), consent.consent());
    results.plan(plan);
    return ExitCode.pending(exitCode, !plan.isEmpty());
  }
}
