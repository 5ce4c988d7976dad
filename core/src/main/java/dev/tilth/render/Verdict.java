package dev.tilth.render;

import dev.tilth.deploy.Report;
import dev.tilth.migrate.MigrationOutcome;
import dev.tilth.seed.SeederOutcome;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** How a run ended, in sentences. */
final class Verdict {

  private Verdict() {}

  static Tint tint(Report report) {
    return switch (report.outcome()) {
      case DONE, NOTHING_TO_DO -> Tint.GOOD;
      case INCOMPLETE, INTERRUPTED, FAILED -> Tint.BAD;
    };
  }

  static String sentence(Report report) {
    String time = Times.spoken(report.duration());
    return switch (report.outcome()) {
      case DONE -> "Done in %s: %s.".formatted(time, done(report));
      case NOTHING_TO_DO -> "Nothing to do. Checked in %s.".formatted(time);
      case INCOMPLETE -> ended("Stopped at its time limit", report);
      case INTERRUPTED -> ended("Interrupted", report);
      case FAILED -> ended("Failed", report);
    };
  }

  private static String ended(String how, Report report) {
    return "%s after %s: %s, %d failed%s, %d not reached."
        .formatted(
            how,
            Times.spoken(report.duration()),
            applied(report),
            report.failures().size() - report.stop().stream().count(),
            incomplete(report),
            notReached(report));
  }

  private static String incomplete(Report report) {
    long seeders =
        report.seeders().stream()
            .filter(step -> step.result() == SeederOutcome.Result.INCOMPLETE)
            .count();
    return seeders == 0 ? "" : ", %d incomplete".formatted(seeders);
  }

  /** What a person does about a run that failed. */
  static Optional<String> next(Report report) {
    return report
        .failure()
        .map(failure ->
            ("What is listed as applied stays and is not done twice. When the cause is gone, run"
                    + " %s again%s: it does the rest.")
                .formatted(report.command(), inTheWayThatIsTold(report)));
  }

  /** One in chunks that runs once does not go on with a corrected source as if it were the same. */
  private static String inTheWayThatIsTold(Report report) {
    return report.seeders().stream()
            .anyMatch(
                step -> step.result() == SeederOutcome.Result.FAILED && step.chunks().isPresent())
        ? ", with what its message asks for"
        : "";
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
    return report.appliedSeeders() == 0 ? "" : "; rows: " + counted(report);
  }

  private static String counted(Report report) {
    List<SeederOutcome> applied =
        report.seeders().stream()
            .filter(step -> step.result() == SeederOutcome.Result.APPLIED)
            .toList();
    List<SeederOutcome> counted = applied.stream().filter(step -> step.rows().isPresent()).toList();
    String rows =
        Words.rows(report.rows(), counted.stream().allMatch(SeederOutcome::exact))
            + (counted.size() < applied.size() ? ", others unknown" : "");
    return counted.isEmpty() ? "unknown" : rows;
  }

  private static long notReached(Report report) {
    return Stream.concat(
            report.migrations().stream().map(MigrationOutcome::result),
            report.seeders().stream().map(SeederOutcome::result))
        .filter(result ->
            result == MigrationOutcome.Result.NOT_REACHED
                || result == SeederOutcome.Result.NOT_REACHED
                || result == SeederOutcome.Result.INTERRUPTED)
        .count();
  }
}
