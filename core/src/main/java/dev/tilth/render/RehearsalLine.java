package dev.tilth.render;

import dev.tilth.rehearse.LockMode;
import dev.tilth.rehearse.Rehearsal;
import dev.tilth.rehearse.RehearsedLock;
import dev.tilth.rehearse.RehearsedStep;
import dev.tilth.rehearse.RehearsedStep.Result;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One step of a rehearsal in words.
 *
 * @param rows empty where there were none to count
 * @param time empty where it did not run
 * @param blocked what its locks keep others from; empty where they keep nobody off
 */
record RehearsalLine(
    String name, Tint tint, String result, String rows, String time, String blocked, String note) {

  static List<RehearsalLine> of(Rehearsal rehearsal) {
    return rehearsal.steps().stream().map(RehearsalLine::of).toList();
  }

  private static RehearsalLine of(RehearsedStep step) {
    boolean ran = step.result() == Result.PASSED || step.result() == Result.FAILED;
    return new RehearsalLine(
        step.name(),
        tint(step.result()),
        Words.spoken(step.result()),
        step.result() == Result.PASSED ? rows(step) : "",
        ran ? Times.spoken(step.duration()) : "",
        blocked(step),
        Stream.of(Words.tables(step.tables()), step.note())
            .filter(text -> !text.isEmpty())
            .collect(Collectors.joining("; ")));
  }

  private static Tint tint(Result result) {
    return switch (result) {
      case PASSED -> Tint.GOOD;
      case FAILED -> Tint.BAD;
      case LEFT_OUT, NOT_REACHED -> Tint.CAUTION;
    };
  }

  /** Most scripts write no rows, and of these nothing has to be said. */
  private static String rows(RehearsedStep step) {
    boolean silent = step.kind() == RehearsedStep.Kind.MIGRATION && step.tables().isEmpty();
    return silent
        ? ""
        : step.rows().map(rows -> Words.rows(rows, step.written().exact())).orElse("unknown");
  }

  /** {@code app.case: reads and writes}. */
  private static String blocked(RehearsedStep step) {
    return step.locks().stream()
        .filter(lock -> lock.mode().blocks() != LockMode.Blocks.NOTHING)
        .map(RehearsalLine::blocked)
        .collect(Collectors.joining("; "));
  }

  private static String blocked(RehearsedLock lock) {
    return "%s: %s".formatted(lock.relation(), lock.mode().blocks().words());
  }

  /** What came of all of them. */
  static String sentence(Rehearsal rehearsal) {
    return "Rehearsed in %s: %d passed, %d failed, %d left out, %d not reached. %s"
        .formatted(
            Times.spoken(rehearsal.duration()),
            rehearsal.count(Result.PASSED),
            rehearsal.count(Result.FAILED),
            rehearsal.count(Result.LEFT_OUT),
            rehearsal.count(Result.NOT_REACHED),
            "Everything was rolled back.");
  }

  static Tint tint(Rehearsal rehearsal) {
    return rehearsal.passed() ? Tint.GOOD : Tint.BAD;
  }
}
