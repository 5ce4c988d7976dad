package dev.tilth.cli;

import dev.tilth.config.DotEnv;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * The {@code .env} file of a developer's working directory. It must never lead a run for another
 * environment than dev to a database, so it is not read where one is named.
 */
final class DotEnvFile {

  private static final String NAME = ".env";
  private static final String ENVIRONMENT = "TILTH_ENV";

  private DotEnvFile() {}

  /** The variables, and under them those of the file, if there is one. */
  static Map<String, String> under(Shell shell) {
    Path file = shell.directory().resolve(NAME);
    if (!Files.exists(file)) {
      return shell.variables();
    }
    Map<String, String> variables = new HashMap<>(DotEnv.read(file));
    String named = variables.getOrDefault(ENVIRONMENT, LocalServers.ENVIRONMENT);
    if (!named.equals(LocalServers.ENVIRONMENT)) {
      throw new DotEnvNotForDevException(file, named);
    }
    variables.putAll(shell.variables());
    return variables;
  }
}
