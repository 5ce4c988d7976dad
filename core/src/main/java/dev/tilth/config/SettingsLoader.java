package dev.tilth.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigObject;
import dev.tilth.policy.Environments;
import dev.tilth.policy.Trigger;
import dev.tilth.spi.DidYouMean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Builds the {@link TilthSettings}.
 *
 * <ol>
 *   <li>Values given by the caller (the command line) win over environment variables, these over
 *       the configuration file, and that over the defaults.
 *   <li>The file is the one given by the caller, else the one that {@code TILTH_CONFIG} names, else
 *       {@code tilth.conf} in the working directory, if there is one. It is HOCON, and may
 *       substitute environment variables: <code>${?NAME}</code>.
 *   <li>All problems are collected and reported together; an unknown key is one.
 * </ol>
 *
 * <p>Immutable: each {@code with} returns another loader.
 */
public final class SettingsLoader {

  private final EnvironmentVariables variables;
  private final Path directory;
  private final @Nullable Path file;
  private final Map<String, String> given;

  private SettingsLoader(
      EnvironmentVariables variables,
      Path directory,
      @Nullable Path file,
      Map<String, String> given) {
    this.variables = variables;
    this.directory = directory;
    this.file = file;
    this.given = given;
  }

  /**
   * A loader without a file and without values of the caller.
   *
   * @param environment the environment variables
   * @param workingDirectory where relative paths start
   */
  public static SettingsLoader of(Map<String, String> environment, Path workingDirectory) {
    return new SettingsLoader(
        new EnvironmentVariables(environment), workingDirectory, null, Map.of());
  }

  /** Names the configuration file; it must exist. */
  public SettingsLoader withFile(Path configurationFile) {
    return new SettingsLoader(variables, directory, configurationFile, given);
  }

  /**
   * Adds a value, such as {@code tilth.lock-wait} and {@code 30s}; a list is written with commas.
   */
  public SettingsLoader with(String key, String value) {
    Map<String, String> more = new LinkedHashMap<>(given);
    more.put(key, value);
    return new SettingsLoader(variables, directory, file, more);
  }

  /**
   * Reads everything. Opens no connection.
   *
   * @throws InvalidSettingsException with every problem
   */
  public TilthSettings load() {
    Problems problems = new Problems();
    SettingsReader reader = new SettingsReader(merged(problems), problems);
    Environments environments = new EnvironmentsReader(reader).read();
    RunSettings run = run(reader, environments);
    DatabaseSettings database = new DatabaseReader(reader).read();
    ContentSettings content = new ContentReader(reader, directory).read();
    SeederSections seeders = seeders(reader);
    reader.reportUnknownKeys();
    problems.throwIfAny();
    return new TilthSettings(run, database, content, environments, seeders, reader.effective());
  }

  private Config merged(Problems problems) {
    Config upper = Layers.over(Layers.commandLine(given, problems), variables.settings());
    Optional<Path> lower = configurationFile();
    return lower.isEmpty()
        ? upper
        : Layers.over(upper, SettingsFile.read(lower.get(), variables, problems));
  }

  private Optional<Path> configurationFile() {
    if (file != null) {
      return Optional.of(directory.resolve(file));
    }
    Optional<String> named = variables.value(EnvironmentVariables.CONFIG_FILE);
    return named.isPresent()
        ? named.map(directory::resolve)
        : Optional.of(directory.resolve(SettingsFile.DEFAULT_NAME)).filter(Files::exists);
  }

  private static RunSettings run(SettingsReader reader, Environments environments) {
    ConductReader conduct = new ConductReader(reader);
    return new RunSettings(
        reader.read(Keys.ENVIRONMENT, name -> known(environments, name)),
        reader.read(Keys.TRIGGER, Values.word(Trigger.class, Trigger::word)),
        conduct.locking(),
        conduct.limits(),
        reader.read(
            Keys.ACTOR, Function.identity(), RunSettings.UNKNOWN_ACTOR, Function.identity()),
        reader.text(Keys.COMMIT),
        reader.text(Keys.IMAGE));
  }

  private static String known(Environments environments, String name) {
    if (!environments.names().contains(name)) {
      throw new IllegalArgumentException(
          "Expected is one of %s; others are added under %s.%s"
              .formatted(
                  String.join(", ", environments.names()),
                  Keys.ENVIRONMENTS,
                  DidYouMean.among(environments.names(), name)));
    }
    return name;
  }

  private SeederSections seeders(SettingsReader reader) {
    Map<String, Section> sections = new LinkedHashMap<>();
    Section all =
        reader
            .section(SeederSections.PATH)
            .map((ConfigObject object) -> Section.of(object))
            .orElse(Section.EMPTY);
    all.values()
        .forEach((name, value) -> {
          if (value instanceof Section section) {
            sections.put(name, section);
            reader.show(SeederSections.PATH + "." + name, "{ ... }", "configuration");
          } else {
            reader.problem(SeederSections.PATH, "Its entry %s must be an object.".formatted(name));
          }
        });
    return new SeederSections(sections, variables::secret);
  }
}
