package dev.tilth.data;

import java.util.Map;
import java.util.Optional;

/**
 * What a plan does before a table is loaded.
 *
 * @param migrates whether migrations are pending, so that a missing table may be a new one
 * @param loaders which seeder loads a table before, by the name that it declares
 */
public record Prior(boolean migrates, Map<String, String> loaders) {

  /** Nothing. */
  public static final Prior NONE = new Prior(false, Map.of());

  public Prior {
    loaders = Map.copyOf(loaders);
  }

  /** The seeder that loads a table before. */
  Optional<String> loader(TableName table) {
    return loaders.entrySet().stream()
        .filter(entry -> table.isMeantBy(TableName.parse(entry.getKey()).toString()))
        .map(Map.Entry::getValue)
        .findFirst();
  }
}
