package dev.tilth.config;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigValueFactory;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Parsers of single values; each throws with a sentence on what is expected. */
final class Values {

  private static final Pattern WITH_UNIT = Pattern.compile("\\d{1,9}\\s*[a-z]+");

  private static final Pattern SIZE = Pattern.compile("\\d{1,9}\\s*[A-Za-z]+");

  private Values() {}

  /** HOCON's durations, but a unit must be said: a bare 10 would mean milliseconds. */
  static Function<String, Duration> duration(Duration least, Duration most) {
    return text -> {
      Duration value = duration(text);
      if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
        throw new IllegalArgumentException(
            "Expected is a duration from %s to %s.".formatted(shown(least), shown(most)));
      }
      return value;
    };
  }

  static Function<String, Integer> number(int least, int most) {
    return text -> {
      if (!text.matches("\\d{1,9}")
          || Integer.parseInt(text) < least
          || Integer.parseInt(text) > most) {
        throw new IllegalArgumentException(
            "Expected is a whole number from %d to %d.".formatted(least, most));
      }
      return Integer.valueOf(text);
    };
  }

  /** HOCON's sizes, but a unit must be said: in bytes. */
  static long size(String text) {
    if (SIZE.matcher(text).matches()) {
      try {
        return ConfigValueFactory.fromAnyRef(text).atKey("value").getBytes("value");
      } catch (ConfigException e) {
        // An unknown unit: said below, without the parser's name for the value.
      }
    }
    throw new IllegalArgumentException("Expected is a size such as 500kB, 32MiB or 1GiB.");
  }

  static boolean yesOrNo(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "true", "yes", "on" -> true;
      case "false", "no", "off" -> false;
      default -> throw new IllegalArgumentException("Expected is true or false.");
    };
  }

  /** One of an enumeration, by the word that stands for it. */
  static <E extends Enum<E>> Function<String, E> word(Class<E> type, Function<E, String> word) {
    List<E> constants = Arrays.asList(type.getEnumConstants());
    return text ->
        constants.stream()
            .filter(constant -> word.apply(constant).equals(text))
            .findFirst()
            .orElseThrow(() ->
                new IllegalArgumentException(
                    "Expected is one of %s."
                        .formatted(String.join(", ", constants.stream().map(word).toList()))));
  }

  /** Such as {@code 10m}; {@code 90s} where minutes do not fit. */
  static String shown(Duration duration) {
    long millis = duration.toMillis();
    if (millis % 1000 != 0) {
      return millis + "ms";
    }
    long seconds = duration.toSeconds();
    if (seconds % 60 != 0 || seconds == 0) {
      return seconds + "s";
    }
    return seconds % 3600 == 0 ? seconds / 3600 + "h" : seconds / 60 + "m";
  }

  private static Duration duration(String text) {
    if (WITH_UNIT.matcher(text).matches()) {
      try {
        return ConfigValueFactory.fromAnyRef(text).atKey("value").getDuration("value");
      } catch (ConfigException e) {
        // An unknown unit: said below, without the parser's name for the value.
      }
    }
    throw new IllegalArgumentException("Expected is a duration such as 500ms, 30s or 10m.");
  }
}
