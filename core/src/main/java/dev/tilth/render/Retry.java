package dev.tilth.render;

import dev.tilth.database.FailedAttempt;
import dev.tilth.deploy.Report;
import java.util.ArrayList;
import java.util.List;

/** An attempt that failed and was followed by another one, in a sentence. */
final class Retry {

  private Retry() {}

  /** Of every step of a report, in order. */
  static List<String> sentences(Report report) {
    List<String> sentences = new ArrayList<>();
    report
        .migrations()
        .forEach(step -> add("Migration " + step.script(), step.retries(), sentences));
    report.seeders().forEach(step -> add("Seeder " + step.name(), step.retries(), sentences));
    return sentences;
  }

  private static void add(String step, List<FailedAttempt> retries, List<String> sentences) {
    for (int i = 0; i < retries.size(); i++) {
      sentences.add(
          "%s, attempt %d failed: %s Tried again after %s."
              .formatted(
                  step, i + 1, retries.get(i).reason(), Times.spoken(retries.get(i).pause())));
    }
  }
}
