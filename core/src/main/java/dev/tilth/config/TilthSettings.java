package dev.tilth.config;

import dev.tilth.policy.Environments;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The whole configuration of a run.
 *
 * @param run what is asked for, and by whom
 * @param database where to, and how
 * @param content files that replace all bundled content
 * @param environments the built-in environments with what the configuration changes and adds
 * @param seeders what seeders read
 * @param effective every setting with its value and where it came from, by key; secrets masked
 */
public record TilthSettings(
    RunSettings run,
    DatabaseSettings database,
    ContentSettings content,
    Environments environments,
    SeederSections seeders,
    List<EffectiveSetting> effective) {

  public TilthSettings {
    effective = List.copyOf(effective);
  }

  /** One line for each setting, secrets masked. */
  public String render() {
    return effective.stream()
        .map(EffectiveSetting::toString)
        .collect(Collectors.joining(System.lineSeparator()));
  }
}
