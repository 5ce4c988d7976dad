package dev.tilth.seeders;

import dev.tilth.spi.Secret;
import dev.tilth.spi.SeederSettings;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Settings written down in a test: texts and the entries of {@code admins}. */
record SettingsOf(
    String path,
    Map<String, String> texts,
    List<SeederSettings> admins,
    Map<String, String> variables)
    implements SeederSettings {

  static final String ROOT = "tilth.seeders.AdminSeeder";

  static SettingsOf nothing() {
    return new SettingsOf(ROOT, Map.of(), List.of(), Map.of());
  }

  SettingsOf with(String key, String value) {
    return new SettingsOf(path, plus(texts, key, value), admins, variables);
  }

  SettingsOf without(String key) {
    Map<String, String> fewer = new HashMap<>(texts);
    fewer.remove(key);
    return new SettingsOf(path, Map.copyOf(fewer), admins, variables);
  }

  SettingsOf withVariable(String variable, String value) {
    return new SettingsOf(path, texts, admins, plus(variables, variable, value));
  }

  SettingsOf withAdmins(SettingsOf... entries) {
    return new SettingsOf(path, texts, List.of(entries), variables);
  }

  /** An entry of {@code admins} that lacks only its credential. */
  static SettingsOf admin(int index, String email) {
    return new SettingsOf(ROOT + ".admins[" + index + "]", Map.of(), List.of(), Map.of())
        .with("email", email)
        .with("first-name", "Ada")
        .with("last-name", "Byron");
  }

  @Override
  public Set<String> keys() {
    Set<String> keys = new TreeSet<>(texts.keySet());
    if (!admins.isEmpty()) {
      keys.add("admins");
    }
    return keys;
  }

  @Override
  public Optional<String> text(String key) {
    return Optional.ofNullable(texts.get(key));
  }

  @Override
  public List<SeederSettings> list(String key) {
    return key.equals("admins") ? admins : List.of();
  }

  @Override
  public Optional<Secret> secret(String variable) {
    return Optional.ofNullable(variables.get(variable)).map(Secret::of);
  }

  private static Map<String, String> plus(Map<String, String> map, String key, String value) {
    Map<String, String> more = new HashMap<>(map);
    more.put(key, value);
    return Map.copyOf(more);
  }
}
