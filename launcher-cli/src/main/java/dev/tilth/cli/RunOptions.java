package dev.tilth.cli;

import dev.tilth.Tilth;
import dev.tilth.TilthBuilder;
import dev.tilth.database.StopSignal;
import dev.tilth.deploy.Report;
import dev.tilth.plan.PlanHash;
import dev.tilth.plan.Selection;
import dev.tilth.spi.TilthException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What deploy, migrate and seed have in common: one run, one report. */
final class RunOptions {

  @Mixin private final TargetOptions target = new TargetOptions();
  @Mixin private final ConsentOptions consent = new ConsentOptions();
  @Mixin private final DowngradeOptions downgrade = new DowngradeOptions();
  @Mixin private final ReportOptions files = new ReportOptions();

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      description = "How long the whole run may take, such as 30m; it stops cleanly then.")
  private @Nullable String timeout;

  @Option(
      names = "--plan",
      paramLabel = "HASH",
      description = "Do what tilth plan showed with this hash, or refuse.")
  private @Nullable String plan;

  /** A setting, if the command line gives it a value. */
  void set(String key, @Nullable String value) {
    target.set(key, value);
  }

  /** Seeders keep each other off without it. */
  void withoutRunLock() {
    target.set("tilth.run.lock", "false");
  }

  /** Returns the exit code. */
  int run(Shell shell, Results results, String command, Selection selection) {
    target.set("tilth.run.timeout", timeout);
    // A signal between the end of the run and that of its report must not cut the report.
    StopSignal.Child reported = shell.stop().child();
    try {
      TilthBuilder builder = new TargetFinder(shell, target).builder();
      results.progress().ifPresent(builder::progress);
      Tilth tilth = builder.build();
      Optional<PlanHash> seen = Optional.ofNullable(plan).map(PlanHash::parse);
      Report report = tilth.run(command, downgrade.of(selection), consent.consent(), seen);
      return results.report(report, files);
    } catch (TilthException e) {
      files.writeFailure(shell, e);
      throw e;
    } finally {
      reported.close();
    }
  }
}
