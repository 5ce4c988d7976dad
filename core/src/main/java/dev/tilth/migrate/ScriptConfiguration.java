package dev.tilth.migrate;

import dev.tilth.spi.DidYouMean;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a script's {@code .conf} says. Flyway reads all of them before it begins, and blames
 * whatever script comes next for a mistake in one: so it is read here, and Flyway is told the
 * outcome only.
 *
 * @param inTransaction empty where it does not say
 */
record ScriptConfiguration(Optional<Boolean> inTransaction) {

  static final String IN_TRANSACTION = "executeInTransaction";

  /** The keys of Flyway's that mean something here, and the values that they may have. */
  private static final Map<String, Set<String>> VALUES =
      Map.of(
          IN_TRANSACTION,
          Set.of("true", "false"),
          "encoding",
          Set.of("utf-8", "utf8"),
          "placeholderReplacement",
          Set.of("false"));

  /**
   * Reads one.
   *
   * @param script its file name
   * @param text may be empty
   * @param problems gets what cannot be used, as a sentence
   */
  static ScriptConfiguration read(String script, String text, List<String> problems) {
    Properties properties = properties(text);
    for (String key : new TreeSet<>(properties.stringPropertyNames())) {
      check(script, key, value(properties, key), problems);
    }
    return new ScriptConfiguration(
        Optional.ofNullable(properties.getProperty(IN_TRANSACTION))
            .map(said -> !value(properties, IN_TRANSACTION).equals("false")));
  }

  private static Properties properties(String text) {
    Properties properties = new Properties();
    try {
      properties.load(new StringReader(text));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return properties;
  }

  private static String value(Properties properties, String key) {
    return properties.getProperty(key, "").strip().toLowerCase(Locale.ROOT);
  }

  private static void check(String script, String key, String value, List<String> problems) {
    Set<String> permitted = VALUES.getOrDefault(key, Set.of());
    if (permitted.isEmpty()) {
      problems.add(
          "%s.conf has the key '%s', which is not supported; supported are %s.%s"
              .formatted(script, key, keys(), DidYouMean.among(VALUES.keySet(), key)));
    } else if (!permitted.contains(value)) {
      problems.add(
          "%s.conf says %s=%s, but the value can only be %s."
              .formatted(script, key, value, String.join(" or ", new TreeSet<>(permitted))));
    }
  }

  private static String keys() {
    return String.join(", ", new TreeSet<>(VALUES.keySet()));
  }

  /** What Flyway is told of a script. */
  static String told(boolean inTransaction) {
    return IN_TRANSACTION + "=" + inTransaction + "\n";
  }
}
