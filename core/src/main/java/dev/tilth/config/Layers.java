package dev.tilth.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigValueFactory;
import java.util.List;
import java.util.Map;

/**
 * Lays sources of settings over each other. A source that says which database it is hides what
 * lower ones say of it altogether: a URL of the command line must not be combined with a direct URL
 * of the environment, which may lead to another database.
 */
final class Layers {

  static final String COMMAND_LINE = "command line";

  private static final List<String> ADDRESS =
      List.of(Keys.DATABASE_URL, Keys.DATABASE_SECRET, Keys.DATABASE_SECRET_ID);

  private Layers() {}

  static Config over(Config upper, Config lower) {
    Config rest = lower;
    if (ADDRESS.stream().anyMatch(upper::hasPath)) {
      for (String key : ADDRESS) {
        rest = rest.withoutPath(key);
      }
      rest = rest.withoutPath(Keys.DATABASE_DIRECT_URL);
    }
    return upper.withFallback(rest);
  }

  static Config commandLine(Map<String, String> values, Problems problems) {
    Config config = ConfigFactory.empty();
    for (Map.Entry<String, String> each : values.entrySet()) {
      try {
        config =
            config.withValue(
                each.getKey(), ConfigValueFactory.fromAnyRef(each.getValue(), COMMAND_LINE));
      } catch (ConfigException e) {
        problems.add(each.getKey(), COMMAND_LINE, "This is not the path of a setting.");
      }
    }
    return config;
  }
}
