package dev.tilth.config;

import com.typesafe.config.ConfigResolver;
import com.typesafe.config.ConfigValue;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Takes down which substitutions of a file lead nowhere, those that may among them. */
final class MissingReferences implements ConfigResolver {

  private final Set<String> names = new TreeSet<>();

  Set<String> names() {
    return Collections.unmodifiableSet(names);
  }

  @Override
  @SuppressWarnings("NullAway") // HOCON's contract: null where there is nothing
  public @Nullable ConfigValue lookup(String path) {
    names.add(path);
    return null;
  }

  @Override
  public ConfigResolver withFallback(ConfigResolver fallback) {
    return this;
  }
}
