package dev.tilth.config;

import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong, so that it can be reported together. */
final class Problems {

  private final String subject;
  private final List<SettingProblem> found = new ArrayList<>();

  /** What the configuration has. */
  Problems() {
    this("The configuration has");
  }

  /**
   * @param subject the beginning of the sentence that tells how many there are
   */
  Problems(String subject) {
    this.subject = subject;
  }

  void add(String key, String origin, String reason) {
    found.add(new SettingProblem(key, origin, reason));
  }

  void throwIfAny() {
    if (!found.isEmpty()) {
      throw new InvalidSettingsException(subject, found);
    }
  }
}
