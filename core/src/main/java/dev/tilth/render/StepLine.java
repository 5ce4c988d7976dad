package dev.tilth.render;

import dev.tilth.deploy.Report;
import dev.tilth.migrate.MigrationOutcome;
import dev.tilth.seed.ChunkShare;
import dev.tilth.seed.SeederOutcome;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * One step of a report in words.
 *
 * @param rows empty where there were none to count
 * @param time empty where it did not run
 * @param note why it did not run, or into which tables it wrote where they are several
 */
record StepLine(String name, Tint tint, String result, String rows, String time, String note) {

  static List<StepLine> migrations(Report report) {
    return report.migrations().stream().map(StepLine::of).toList();
  }

  /** Without those that the plan did not run. */
  static List<StepLine> seeders(Report report) {
    return report.seeders().stream()
        .filter(step -> !step.result().isIdle())
        .map(StepLine::of)
        .toList();
  }

  private static StepLine of(MigrationOutcome step) {
    return switch (step.result()) {
      case APPLIED -> ran(step.script(), Tint.GOOD, "applied", step.duration());
      case FAILED -> ran(step.script(), Tint.BAD, "failed", step.duration());
      case INTERRUPTED -> ran(step.script(), Tint.CAUTION, "interrupted", step.duration());
      case NOT_REACHED -> still(step.script(), Tint.CAUTION, "not reached", "");
    };
  }

  private static StepLine of(SeederOutcome step) {
    return switch (step.result()) {
      case APPLIED ->
          ran(step.name(), Tint.GOOD, "applied", step.duration()).counted(step).shared(step);
      case FAILED -> ran(step.name(), Tint.BAD, "failed", step.duration()).shared(step);
      case INCOMPLETE ->
          ran(step.name(), Tint.CAUTION, "incomplete", step.duration()).counted(step).shared(step);
      case INTERRUPTED -> still(step.name(), Tint.CAUTION, "interrupted", step.reason());
      case DONE_BY_RIVAL -> still(step.name(), Tint.FAINT, "done by another run", "");
      case NOT_REACHED -> still(step.name(), Tint.CAUTION, "not reached", step.reason());
      case UP_TO_DATE, NEWER_APPLIED, HELD_BACK, OTHER_ENVIRONMENT, NOT_SELECTED ->
          still(step.name(), Tint.FAINT, "skipped", step.reason());
    };
  }

  private static StepLine ran(String name, Tint tint, String result, Duration duration) {
    return new StepLine(name, tint, result, "", Times.spoken(duration), "");
  }

  private StepLine counted(SeederOutcome step) {
    String counted = step.rows().map(all -> Words.rows(all, step.exact())).orElse("unknown");
    return new StepLine(name, tint, result, counted, time, Words.tables(step.tables()));
  }

  /** How much of a seeder in chunks is there, where not all of it is of this run. */
  private StepLine shared(SeederOutcome step) {
    Optional<String> share =
        step.chunks().filter(chunks -> chunks.written() < chunks.count()).map(StepLine::words);
    String both = share.map(words -> note.isEmpty() ? words : words + "; " + note).orElse(note);
    return new StepLine(name, tint, result, rows, time, both);
  }

  private static String words(ChunkShare chunks) {
    return "%s, %s by this run".formatted(chunks.words(), Words.number(chunks.written()));
  }

  /** A reason may begin with the result, which is said already. */
  private static StepLine still(String name, Tint tint, String result, String reason) {
    String prefix = result + ": ";
    String note = reason.startsWith(prefix) ? reason.substring(prefix.length()) : reason;
    return new StepLine(name, tint, result, "", "", note);
  }
}
