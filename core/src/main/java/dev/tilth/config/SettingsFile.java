package dev.tilth.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigResolveOptions;
import com.typesafe.config.ConfigSyntax;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/** Reads one HOCON file. The parser's own messages quote the file, secrets too: never shown. */
final class SettingsFile {

  static final String DEFAULT_NAME = "tilth.conf";

  private SettingsFile() {}

  static Config read(Path file, EnvironmentVariables variables, Problems problems) {
    Config parsed = parse(file, problems);
    Set<String> own = parsed.root().keySet();
    Config resolved = resolve(file, parsed, variables, problems);
    for (String name : resolved.root().keySet()) {
      // What was only there to be substituted goes again.
      resolved = own.contains(name) ? resolved : resolved.withoutPath(quoted(name));
    }
    return resolved;
  }

  private static Config parse(Path file, Problems problems) {
    if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
      problems.add(file.toString(), "configuration file", "There is no readable file here.");
      return ConfigFactory.empty();
    }
    try {
      return parse(file.toString(), Files.readString(file), problems);
    } catch (IOException e) {
      problems.add(file.toString(), "configuration file", "It cannot be read as UTF-8 text.");
      return ConfigFactory.empty();
    }
  }

  static Config parse(String file, String text, Problems problems) {
    try {
      return ConfigFactory.parseString(
          text,
          ConfigParseOptions.defaults().setSyntax(ConfigSyntax.CONF).setOriginDescription(file));
    } catch (ConfigException e) {
      problems.add(
          file,
          position(e, file),
          "This is not well-formed HOCON. Check quotes, braces and commas here and just above.");
      return ConfigFactory.empty();
    }
  }

  private static Config resolve(
      Path file, Config parsed, EnvironmentVariables variables, Problems problems) {
    try {
      return parsed
          .withFallback(variables.forSubstitution())
          .resolve(ConfigResolveOptions.noSystem());
    } catch (ConfigException e) {
      problems.add(
          file.toString(),
          position(e, file.toString()),
          "A substitution ${...} names neither a setting of this file nor an environment variable."
              + " Where the variable may be missing, write ${?...}.");
      return ConfigFactory.empty();
    }
  }

  static String position(ConfigException failure, String file) {
    return failure.origin() == null ? file : failure.origin().description();
  }

  private static String quoted(String name) {
    return com.typesafe.config.ConfigUtil.joinPath(name);
  }
}
