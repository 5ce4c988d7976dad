package dev.tilth.rehearse;

import dev.tilth.spi.TilthException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a rehearsal found out. Everything that it did is rolled back, apart from what {@link
 * #LIMITS} says.
 *
 * @param steps those that a run would carry out, in order
 * @param notRehearsed what was left out, in full sentences
 * @param stop why it ended before it was done; empty where it was not stopped
 * @param duration from the first look to the end
 */
public record Rehearsal(
    List<RehearsedStep> steps,
    List<String> notRehearsed,
    Optional<TilthException> stop,
    Duration duration) {

  /** What holds for every rehearsal, in full sentences. */
  public static final List<String> LIMITS =
      List.of(
          "Sequences have moved: what nextval and setval did is not rolled back.",
          "Effects outside the database are neither shown nor undone.",
          "The commit itself is not rehearsed, and neither is what other sessions do meanwhile.");

  public Rehearsal {
    steps = List.copyOf(steps);
    notRehearsed = List.copyOf(notRehearsed);
  }

  /** One of a plan that is empty. */
  public static Rehearsal ofNothing(Duration duration) {
    return new Rehearsal(List.of(), List.of(), Optional.empty(), duration);
  }

  /** Whether everything passed that could be rehearsed. */
  public boolean passed() {
    return failure().isEmpty();
  }

  /** Why it was stopped, or else the first failure of a step. */
  public Optional<TilthException> failure() {
    return failures().stream().findFirst();
  }

  /** Why it was stopped, then the failures of its steps in their order. */
  public List<TilthException> failures() {
    return Stream.concat(stop.stream(), steps.stream().flatMap(step -> step.failure().stream()))
        .distinct()
        .toList();
  }

  /** 0, or that of the first failure. */
  public int exitCode() {
    return failure().map(TilthException::exitCode).orElse(0);
  }

  /** How many steps ended like this. */
  public long count(RehearsedStep.Result result) {
    return steps.stream().filter(step -> step.result() == result).count();
  }
}
