package dev.tilth.config;

import dev.tilth.spi.Secret;
import dev.tilth.spi.SeederSettings;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/** What stands under {@code tilth.seeders}, by the seeder's name. Immutable. */
public final class SeederSections {

  /** No seeder is configured, and there are no secrets. */
  public static final SeederSections NONE =
      new SeederSections(Map.of(), variable -> Optional.empty());

  static final String PATH = "tilth.seeders";

  private final Map<String, Section> sections;
  private final Function<String, Optional<Secret>> secrets;

  SeederSections(Map<String, Section> sections, Function<String, Optional<Secret>> secrets) {
    this.sections = Map.copyOf(sections);
    this.secrets = secrets;
  }

  /** What a seeder reads; empty where nothing is configured for it. */
  public SeederSettings of(String seeder) {
    return new SectionSettings(
        PATH + "." + seeder, sections.getOrDefault(seeder, Section.EMPTY), secrets);
  }

  /**
   * Passes where every configured seeder is one of these.
   *
   * @throws UnknownSeederSettingsException naming those that are not: probably misspelt
   */
  public void checkNames(Set<String> seeders) {
    Set<String> unknown = new TreeSet<>(sections.keySet());
    unknown.removeAll(seeders);
    if (!unknown.isEmpty()) {
      throw new UnknownSeederSettingsException(unknown, seeders);
    }
  }
}
