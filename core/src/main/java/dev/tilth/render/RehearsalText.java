package dev.tilth.render;

import dev.tilth.rehearse.Rehearsal;

/**
 * A rehearsal for the terminal: the steps, what blocks whom, what was not rehearsed, the verdict.
 */
final class RehearsalText {

  private RehearsalText() {}

  static void write(Rehearsal rehearsal, TextPage page) {
    if (rehearsal.steps().isEmpty()) {
      page.block().line("Nothing to rehearse.");
      return;
    }
    TextTable steps = new TextTable();
    TextTable locks = new TextTable();
    for (RehearsalLine step : RehearsalLine.of(rehearsal)) {
      steps.row(
          Cell.tinted(step.tint(), step.result()),
          Cell.of(step.name()),
          Cell.of(step.rows()),
          Cell.number(step.time()),
          Cell.tinted(Tint.FAINT, step.note()));
      if (!step.blocked().isEmpty()) {
        locks.row(Cell.of(step.name()), Cell.of(step.blocked()));
      }
    }
    page.table("Rehearsal", steps).table("Blocked until the step is committed", locks).block();
    rehearsal.notRehearsed().forEach(sentence -> page.line(Tint.CAUTION, sentence));
    rehearsal
        .failures()
        .forEach(failure -> page.line(Tint.BAD, "Error: " + Words.message(failure)));
    page.block().line(RehearsalLine.tint(rehearsal), RehearsalLine.sentence(rehearsal));
    Rehearsal.LIMITS.forEach(page::line);
  }
}
