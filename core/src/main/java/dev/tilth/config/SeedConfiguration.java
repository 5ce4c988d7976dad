package dev.tilth.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigResolveOptions;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import dev.tilth.catalog.SeedFile;
import dev.tilth.catalog.SeedFile.Kind;
import dev.tilth.catalog.SeedFolder;
import dev.tilth.spi.DidYouMean;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Gathers what the configurations of one folder say into one tree, with a section for each seeder.
 * Nothing is substituted but what stands in the same file, so that no environment variable can come
 * into what is printed.
 */
final class SeedConfiguration {

  private static final String ALL = "seeds.conf";

  private final SeedFolder folder;
  private final Set<String> seeders;
  private final Problems problems;

  SeedConfiguration(SeedFolder folder, Set<String> seeders, Problems problems) {
    this.folder = folder;
    this.seeders = seeders;
    this.problems = problems;
  }

  Config read(List<SeedFile> files) {
    Config all = ConfigFactory.empty();
    for (SeedFile file : files) {
      if (file.kind() == Kind.SETTINGS) {
        Config parsed = parsed(file);
        Config sections =
            file.name().equals(ALL) ? parsed : parsed.atPath(ConfigUtil.joinPath(file.seeder()));
        all = with(sections, file, all);
      }
    }
    return all;
  }

  private Config with(Config sections, SeedFile file, Config all) {
    Config result = all;
    for (Map.Entry<String, ConfigValue> section : new TreeMap<>(sections.root()).entrySet()) {
      String name = section.getKey();
      Optional<String> obstacle = obstacle(name, file, section.getValue(), all);
      if (obstacle.isPresent()) {
        problems.add(name, place(file), obstacle.get());
      } else {
        result = result.withValue(ConfigUtil.joinPath(name), section.getValue());
      }
    }
    return result;
  }

  private Optional<String> obstacle(String name, SeedFile file, ConfigValue value, Config all) {
    if (file.environment().isPresent()) {
      return Optional.of("What a file is of one environment only, its overlay says, not a .conf.");
    }
    if (!seeders.contains(name)) {
      return Optional.of(
          "There is no file of this seeder: %s.csv, %s.jsonl or %s.sql.%s"
              .formatted(name, name, name, DidYouMean.among(seeders, name)));
    }
    if (!(value instanceof ConfigObject)) {
      return Optional.of("It must be an object { ... } with the settings of that seeder.");
    }
    return all.root().containsKey(name)
        ? Optional.of("Two files configure this seeder; keep one: its own .conf, or its section.")
        : Optional.empty();
  }

  private Config parsed(SeedFile file) {
    MissingReferences missing = new MissingReferences();
    Config config = ConfigFactory.empty();
    try {
      config =
          SettingsFile.parse(place(file), file.text(), problems)
              .resolve(ConfigResolveOptions.noSystem().appendResolver(missing));
    } catch (IOException e) {
      problems.add(file.name(), folder.name(), String.valueOf(e.getMessage()));
    } catch (ConfigException e) {
      if (missing.names().isEmpty()) {
        problems.add(
            file.name(),
            SettingsFile.position(e, place(file)),
            "Its substitutions ${...} cannot be resolved, since they lead in a circle.");
      }
    }
    missing
        .names()
        .forEach(name ->
            problems.add(
                file.name(),
                folder.name(),
                "${%s} is no value of this file, and environment variables do not count here."
                    .formatted(name)));
    return config;
  }

  private String place(SeedFile file) {
    return folder.name() + "/" + file.name();
  }
}
