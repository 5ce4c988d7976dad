package dev.tilth.config;

import dev.tilth.spi.FailureKind;
import dev.tilth.spi.TilthException;
import java.util.List;
import java.util.stream.Collectors;

/** All that is wrong with the configuration, or with a folder of seeders. */
public final class InvalidSettingsException extends TilthException {

  private static final long serialVersionUID = 1L;

  private final transient List<SettingProblem> problems;

  InvalidSettingsException(String subject, List<SettingProblem> problems) {
    super(subject + message(problems));
    this.problems = List.copyOf(problems);
  }

  public List<SettingProblem> problems() {
    return problems;
  }

  private static String message(List<SettingProblem> problems) {
    return problems.stream()
        .map(problem -> "\n  - " + problem)
        .collect(
            Collectors.joining(
                "",
                problems.size() == 1
                    ? " a problem. Nothing was done."
                    : " %d problems. Nothing was done.".formatted(problems.size()),
                ""));
  }

  @Override
  public FailureKind kind() {
    return FailureKind.USAGE;
  }
}
