package dev.tilth.data;

import dev.tilth.spi.Secret;
import dev.tilth.spi.SeederSettings;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Settings of a seeder that has variables of the environment, and nothing else. */
record Variables(Map<String, String> values) implements SeederSettings {

  @Override
  public String path() {
    return "tilth.seeders.Test";
  }

  @Override
  public Set<String> keys() {
    return Set.of();
  }

  @Override
  public Optional<String> text(String key) {
    return Optional.empty();
  }

  @Override
  public List<SeederSettings> list(String key) {
    return List.of();
  }

  @Override
  public Optional<Secret> secret(String variable) {
    return Optional.ofNullable(values.get(variable)).map(Secret::of);
  }
}
