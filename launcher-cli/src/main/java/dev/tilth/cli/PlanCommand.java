package dev.tilth.cli;

import dev.tilth.Tilth;
import dev.tilth.database.StopSignal;
import dev.tilth.deploy.Forecast;
import dev.tilth.deploy.PlanDetail;
import dev.tilth.plan.Selection;
import dev.tilth.rehearse.Rehearsal;
import dev.tilth.spi.TilthException;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** See {@link dev.tilth.Tilth#plan}. */
@Command(
    name = "plan",
    description = "Show what deploy would do now, down to rows. Writes nothing.")
final class PlanCommand implements Callable<Integer> {

  @Option(
      names = "--for",
      paramLabel = "COMMAND",
      description = "The command that is planned: deploy (not said), migrate or seed.")
  private Planned planned = Planned.DEPLOY;

  @Option(
      names = "--rows",
      paramLabel = "N",
      arity = "0..1",
      fallbackValue = "1000",
      description = "List the rows that would change, of each table the first N; not said: 1000.")
  private int rows;

  @Option(
      names = "--verify-data",
      description = "Find rows that were changed since their seeder brought them.")
  private boolean verifyData;

  @Option(
      names = "--rehearse",
      description = "Try it out in a transaction that is rolled back; refused where protected.")
  private boolean rehearse;

  @Option(
      names = "--exit-code",
      description = "Exit with 2 if there is anything to do or, with --verify-data, to put right.")
  private boolean exitCode;

  @Mixin private final SelectionOptions selection = new SelectionOptions();
  @Mixin private final TargetOptions target = new TargetOptions();
  @Mixin private final ConsentOptions consent = new ConsentOptions();
  @Mixin private final DowngradeOptions downgrade = new DowngradeOptions();
  @Mixin private final ReportOptions files = new ReportOptions();

  private final Shell shell;
  private final Results results;

  PlanCommand(Shell shell, Results results) {
    this.shell = shell;
    this.results = results;
  }

  @Override
  public Integer call() {
    if (rows < 0) {
      throw new UsageException(
          "--rows must be 0 or more, but is %d.".formatted(rows), "tilth plan");
    }
    // A signal must not cut the document.
    StopSignal.Child reported = shell.stop().child();
    try {
      return planned(new TargetFinder(shell, target).tilth());
    } catch (TilthException e) {
      files.writeFailure(shell, e);
      throw e;
    } finally {
      reported.close();
    }
  }

  private int planned(Tilth tilth) {
    Selection what = downgrade.of(selection.of(planned.selection()));
    Forecast forecast = tilth.plan(what, consent.consent(), new PlanDetail(rows, verifyData));
    Optional<Rehearsal> rehearsal =
        rehearse ? Optional.of(tilth.rehearse(what, consent.consent())) : Optional.empty();
    int failed = results.plan(forecast, rehearsal, files);
    return failed == ExitCode.DONE ? ExitCode.pending(exitCode, !forecast.isQuiet()) : failed;
  }

  /** What can be planned. */
  enum Planned {
    DEPLOY,
    MIGRATE,
    SEED;

    private Selection selection() {
      return switch (this) {
        case DEPLOY -> Selection.DEPLOY;
        case MIGRATE -> Selection.MIGRATE;
        case SEED -> Selection.SEED;
      };
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
