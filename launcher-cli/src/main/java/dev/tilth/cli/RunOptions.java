package dev.tilth.cli;

import dev.tilth.Tilth;
import dev.tilth.deploy.Report;
import dev.tilth.plan.Selection;
import dev.tilth.spi.TilthException;
import picocli.CommandLine.Mixin;

/** What deploy, migrate and seed have in common: one run, one report. */
final class RunOptions {

  @Mixin private final TargetOptions target = new TargetOptions();
  @Mixin private final ConsentOptions consent = new ConsentOptions();
  @Mixin private final ReportOptions files = new ReportOptions();

  /** Returns the exit code. */
  int run(Shell shell, Results results, String command, Selection selection) {
    try {
      Tilth tilth = new TargetFinder(shell, target).tilth();
      Report report = tilth.run(command, selection, consent.consent());
      return results.report(report, files);
    } catch (TilthException e) {
      writeTo(shell, e);
      throw e;
    }
  }

  private void writeTo(Shell shell, TilthException failure) {
    try {
      files.write(shell, renderer -> renderer.error(failure));
    } catch (ReportNotWrittenException e) {
      // The failure itself is what has to be told.
      failure.addSuppressed(e);
    }
  }
}
