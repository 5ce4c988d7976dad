package dev.tilth.config;

import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong, so that it can be reported together. */
final class Problems {

  private final List<SettingProblem> found = new ArrayList<>();

  void add(String key, String origin, String reason) {
    found.add(new SettingProblem(key, origin, reason));
  }

  void throwIfAny() {
    if (!found.isEmpty()) {
      throw new InvalidSettingsException(found);
    }
  }
}
