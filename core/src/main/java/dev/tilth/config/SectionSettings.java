package dev.tilth.config;

import dev.tilth.spi.Secret;
import dev.tilth.spi.SeederSettings;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/** Lets a seeder read its section. */
record SectionSettings(String path, Section section, Function<String, Optional<Secret>> secrets)
    implements SeederSettings {

  @Override
  public Set<String> keys() {
    return Collections.unmodifiableSet(new TreeSet<>(section.values().keySet()));
  }

  @Override
  public Optional<String> text(String key) {
    Object value = section.values().get(key);
    if (value == null || value instanceof String) {
      return Optional.ofNullable((String) value);
    }
    throw new WrongSeederSettingException(path + "." + key, "a text or a number");
  }

  @Override
  public List<SeederSettings> list(String key) {
    return switch (section.values().get(key)) {
      case null -> List.of();
      case List<?> elements -> sections(path + "." + key, elements);
      default -> throw new WrongSeederSettingException(path + "." + key, "a list of objects");
    };
  }

  @Override
  public Optional<Secret> secret(String variable) {
    return secrets.apply(variable);
  }

  private List<SeederSettings> sections(String listPath, List<?> elements) {
    List<SeederSettings> found = new ArrayList<>();
    for (Object element : elements) {
      String elementPath = listPath + "[" + found.size() + "]";
      if (!(element instanceof Section inner)) {
        throw new WrongSeederSettingException(elementPath, "an object");
      }
      found.add(new SectionSettings(elementPath, inner, secrets));
    }
    return List.copyOf(found);
  }

  /** The section may hold what must not be printed. */
  @Override
  public String toString() {
    return path;
  }
}
