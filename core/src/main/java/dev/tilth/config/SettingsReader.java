package dev.tilth.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigOrigin;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import dev.tilth.spi.Secret;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads values out of the merged configuration. A value that does not parse becomes a problem and
 * counts as missing. Remembers what was asked for: all else in the configuration is unknown.
 */
final class SettingsReader {

  private static final String DEFAULT = "default";

  private final Config config;
  private final Problems problems;
  private final Set<String> known = new TreeSet<>();
  private final Map<String, EffectiveSetting> effective = new TreeMap<>();

  SettingsReader(Config config, Problems problems) {
    this.config = config;
    this.problems = problems;
  }

  Optional<String> text(String key) {
    return read(key, text -> text);
  }

  /**
   * A value.
   *
   * @param parse throws {@link IllegalArgumentException} with a sentence on what is expected
   */
  <T> Optional<T> read(String key, Function<String, T> parse) {
    return read(key, parse, text -> text);
  }

  /** A value that must not be shown as it stands. */
  <T> Optional<T> readSecret(String key, Function<String, T> parse) {
    return read(key, parse, text -> Secret.MASK);
  }

  /**
   * A value with a default.
   *
   * @param word how a value is shown
   */
  <T> T read(String key, Function<String, T> parse, T otherwise, Function<T, String> word) {
    Optional<T> value = read(key, parse);
    if (value.isEmpty()) {
      show(key, word.apply(otherwise), DEFAULT);
    }
    return value.orElse(otherwise);
  }

  boolean has(String key) {
    return value(key) != null;
  }

  /** A list, or a text with commas; empty where nothing is said. */
  List<String> texts(String key) {
    known.add(key);
    return has(key) ? texts(key, List.of()) : List.of();
  }

  /** A list, or a text with commas. */
  List<String> texts(String key, List<String> otherwise) {
    known.add(key);
    @Nullable ConfigValue value = value(key);
    if (value == null) {
      show(key, String.join(", ", otherwise), DEFAULT);
      return otherwise;
    }
    Optional<List<String>> texts = value instanceof ConfigList list ? texts(list) : split(value);
    texts.ifPresentOrElse(
        found -> show(key, String.join(", ", found), value),
        () -> problems.add(key, origin(value), "It must be a list of texts."));
    return texts.orElse(otherwise);
  }

  /** The names of the objects under a key. */
  Set<String> names(String key) {
    @Nullable ConfigValue value = value(key);
    return value instanceof ConfigObject object ? new TreeSet<>(object.keySet()) : Set.of();
  }

  /** A section that is not checked any further here. */
  Optional<ConfigObject> section(String key) {
    known.add(key);
    @Nullable ConfigValue value = value(key);
    if (value != null && !(value instanceof ConfigObject)) {
      problems.add(key, origin(value), "It must be an object { ... }.");
    }
    return value instanceof ConfigObject object ? Optional.of(object) : Optional.empty();
  }

  /** A key that there is, but not here. */
  void refuse(String key, String reason) {
    known.add(key);
    if (has(key)) {
      problem(key, reason);
    }
  }

  void problem(String key, String reason) {
    @Nullable ConfigValue value = value(key);
    problems.add(key, value == null ? DEFAULT : origin(value), reason);
  }

  /** Shows a value that was read in another form. */
  void showAs(String key, String value) {
    effective.computeIfPresent(
        key, (same, setting) -> new EffectiveSetting(key, value, setting.origin()));
  }

  void show(String key, String value, String origin) {
    effective.put(key, new EffectiveSetting(key, value, origin));
  }

  List<EffectiveSetting> effective() {
    return List.copyOf(effective.values());
  }

  void reportUnknownKeys() {
    new UnknownKeys(known, problems).check(config.root());
  }

  private <T> Optional<T> read(
      String key, Function<String, T> parse, Function<String, String> shown) {
    known.add(key);
    @Nullable ConfigValue value = value(key);
    if (value == null) {
      return Optional.empty();
    }
    if (value instanceof ConfigObject || value instanceof ConfigList) {
      problems.add(key, origin(value), "It must be a single value.");
      return Optional.empty();
    }
    String text = Section.text(value).strip();
    show(key, shown.apply(text), value);
    try {
      return Optional.of(parse.apply(text));
    } catch (IllegalArgumentException e) {
      problems.add(
          key, origin(value), "It is '%s'. %s".formatted(shown.apply(text), e.getMessage()));
      return Optional.empty();
    }
  }

  private @Nullable ConfigValue value(String key) {
    @Nullable ConfigValue value = config.root();
    for (String name : ConfigUtil.splitPath(key)) {
      value = value instanceof ConfigObject object ? object.get(name) : null;
    }
    return value == null || value.valueType() == ConfigValueType.NULL ? null : value;
  }

  private void show(String key, String shown, ConfigValue value) {
    show(key, shown, origin(value));
  }

  private static Optional<List<String>> texts(ConfigList list) {
    List<String> texts = new ArrayList<>();
    for (ConfigValue element : list) {
      if (element instanceof ConfigObject
          || element instanceof ConfigList
          || element.valueType() == ConfigValueType.NULL) {
        return Optional.empty();
      }
      texts.add(Section.text(element));
    }
    return Optional.of(texts);
  }

  private static Optional<List<String>> split(ConfigValue value) {
    return value instanceof ConfigObject
        ? Optional.empty()
        : Optional.of(
            Stream.of(Section.text(value).split(",", -1))
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .toList());
  }

  private static String origin(ConfigValue value) {
    ConfigOrigin origin = value.origin();
    return origin.description();
  }
}
