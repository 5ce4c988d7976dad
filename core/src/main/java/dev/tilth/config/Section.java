package dev.tilth.config;

import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * An object of the configuration as plain values: texts as they were written, lists, sections.
 *
 * @param values each a {@link String}, a {@link List} of such values, or a {@link Section}
 */
record Section(Map<String, Object> values) {

  static final Section EMPTY = new Section(Map.of());

  Section {
    values = Map.copyOf(values);
  }

  static Section of(ConfigObject object) {
    Map<String, Object> values = new TreeMap<>();
    object.forEach((key, value) -> {
      if (value.valueType() != ConfigValueType.NULL) {
        values.put(key, plain(value));
      }
    });
    return new Section(values);
  }

  /** A number keeps the text it was written as, such as leading zeros. */
  static String text(ConfigValue scalar) {
    return scalar.atKey("value").getString("value");
  }

  private static Object plain(ConfigValue value) {
    return switch (value) {
      case ConfigObject object -> of(object);
      case ConfigList list -> plain(list);
      default -> text(value);
    };
  }

  private static List<Object> plain(ConfigList list) {
    List<Object> values = new ArrayList<>();
    for (ConfigValue value : list) {
      values.add(value.valueType() == ConfigValueType.NULL ? "" : plain(value));
    }
    return List.copyOf(values);
  }
}
