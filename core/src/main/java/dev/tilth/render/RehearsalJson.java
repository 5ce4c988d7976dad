package dev.tilth.render;

import dev.tilth.rehearse.Rehearsal;
import dev.tilth.rehearse.RehearsedLock;
import dev.tilth.rehearse.RehearsedStep;

/** The fields of a rehearsal. */
final class RehearsalJson {

  private RehearsalJson() {}

  static void write(Rehearsal rehearsal, Json json) {
    json.text("outcome", outcome(rehearsal));
    json.number("exit_code", rehearsal.exitCode());
    json.millis("duration_ms", rehearsal.duration());
    json.objects("steps", rehearsal.steps(), step -> step(step, json));
    json.texts("not_rehearsed", rehearsal.notRehearsed());
    json.texts("limits", Rehearsal.LIMITS);
    json.error(rehearsal.failure());
  }

  private static String outcome(Rehearsal rehearsal) {
    if (rehearsal.stop().isPresent()) {
      return "stopped";
    }
    return rehearsal.passed() ? "passed" : "failed";
  }

  private static void step(RehearsedStep step, Json json) {
    json.text("kind", Words.word(step.kind()));
    json.text("name", step.name());
    json.text("result", Words.word(step.result()));
    json.text("note", step.note());
    json.millis("duration_ms", step.duration());
    json.rows("rows", step.rows());
    json.flag("rows_exact", step.written().exact());
    json.tables("tables", step.tables());
    json.objects("locks", step.locks(), lock -> lock(lock, json));
    json.error(step.failure());
  }

  private static void lock(RehearsedLock lock, Json json) {
    json.text("relation", lock.relation());
    json.text("mode", Words.word(lock.mode()));
    json.text("blocks", Words.word(lock.mode().blocks()));
  }
}
