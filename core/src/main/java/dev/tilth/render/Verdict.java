package dev.tilth.render;

import dev.tilth.deploy.Report;
import dev.tilth.migrate.MigrationOutcome;
import dev.tilth.seed.SeederOutcome;
import dev.tilth.spi.TilthException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** How a run ended, in sentences. */
final class Verdict {

  private Verdict() {}

  static Tint tint(Report report) {
    return report.outcome() == Report.Outcome.FAILED ? Tint.BAD : Tint.GOOD;
  }

  static String sentence(Report report) {
    String time = Times.spoken(report.duration());
    return switch (report.outcome()) {
      case DONE -> "Done in %s: %s.".formatted(time, done(report));
      case NOTHING_TO_DO -> "Nothing to do. Checked in %s.".formatted(time);
      case FAILED ->
          "Failed after %s: %s, %d failed, %d not reached."
              .formatted(time, applied(report), failures(report).size(), notReached(report));
    };
  }

  /** What a person does about a run that failed. */
  static Optional<String> next(Report report) {
    return report
        .failure()
        .map(failure ->
            ("What is listed as applied stays and is not done twice. When the cause is gone, run"
                    + " %s again: it does the rest.")
                .formatted(report.command()));
  }

  /** Every failure, in the order of the steps. */
  static List<TilthException> failures(Report report) {
    return Stream.concat(
            report.migrations().stream().map(MigrationOutcome::failure),
            report.seeders().stream().map(SeederOutcome::failure))
        .flatMap(Optional::stream)
        .toList();
  }

  private static String done(Report report) {
    return report.appliedMigrations() + report.appliedSeeders() == 0
        ? "another run did what was left to do"
        : applied(report) + rows(report);
  }

  private static String applied(Report report) {
    return "%s and %s applied"
        .formatted(
            Words.count(report.appliedMigrations(), "migration"),
            Words.count(report.appliedSeeders(), "seeder"));
  }

  private static String rows(Report report) {
    boolean exact = report.seeders().stream().allMatch(SeederOutcome::exact);
    return report.appliedSeeders() == 0 ? "" : "; rows: " + Words.rows(report.rows(), exact);
  }

  private static long notReached(Report report) {
    return Stream.concat(
            report.migrations().stream().map(MigrationOutcome::result),
            report.seeders().stream().map(SeederOutcome::result))
        .filter(result ->
            result == MigrationOutcome.Result.NOT_REACHED
                || result == SeederOutcome.Result.NOT_REACHED)
        .count();
  }
}
