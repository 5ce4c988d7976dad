package dev.tilth.cli;

import dev.tilth.config.SettingsLoader;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which database, content and environment a command is about. */
final class TargetOptions {

  @Option(names = "--env", paramLabel = "NAME", description = "The environment: dev, qa, ...")
  private @Nullable String environment;

  @Option(
      names = "--trigger",
      paramLabel = "TRIGGER",
      description = "push, manual or startup. Not said: manual on a terminal, else push.")
  private @Nullable String trigger;

  @Option(
      names = "--migrations",
      paramLabel = "DIR",
      description = "A directory of SQL scripts to apply instead of all bundled content.")
  private @Nullable String migrations;

  @Option(
      names = "--seeds",
      paramLabel = "DIR",
      description =
          "Seeders as files to run instead of all bundled content: a directory, or"
              + " classpath:folder; several with commas or by repeating the option.")
  private List<String> seeds = List.of();

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "The configuration. Not said: TILTH_CONFIG, else tilth.conf if there is one.")
  private @Nullable Path file;

  @Option(
      names = "--lock-wait",
      paramLabel = "TIME",
      description = "How long to wait for another deployment, such as 30s; 0s asks once.")
  private @Nullable String lockWait;

  @Option(
      names = "--pooler",
      paramLabel = "KIND",
      description = "What DATABASE_URL leads to: detect, session or transaction.")
  private @Nullable String pooler;

  private final Map<String, String> more = new LinkedHashMap<>();

  /** Adds what an option of one command says. */
  void set(String key, @Nullable String value) {
    put(more, key, value);
  }

  Optional<String> environment() {
    return Optional.ofNullable(environment);
  }

  /** The loader with everything that was said here. */
  SettingsLoader over(SettingsLoader loader) {
    SettingsLoader result = file == null ? loader : loader.withFile(file);
    for (Map.Entry<String, String> value : values().entrySet()) {
      result = result.with(value.getKey(), value.getValue());
    }
    return result;
  }

  private Map<String, String> values() {
    Map<String, String> values = new LinkedHashMap<>();
    put(values, "tilth.environment", environment);
    put(values, "tilth.trigger", trigger);
    put(values, "tilth.migrations.directory", migrations);
    put(values, "tilth.seeds", seeds.isEmpty() ? null : String.join(",", seeds));
    put(values, "tilth.lock-wait", lockWait);
    put(values, "tilth.database.pooler", pooler);
    values.putAll(more);
    return values;
  }

  private static void put(Map<String, String> values, String key, @Nullable String value) {
    if (value != null) {
      values.put(key, value);
    }
  }
}
