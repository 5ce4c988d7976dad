package dev.tilth.spi;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The part of the configuration that belongs to one seeder. Immutable. */
public interface SeederSettings {

  /** Where these settings stand, such as {@code tilth.seeders.AdminSeeder.admins[0]}. */
  String path();

  /** What is set here, in alphabetical order: a key that the seeder does not read is misspelt. */
  Set<String> keys();

  /**
   * A value as text.
   *
   * @param key one key, without dots
   * @throws TilthException if the value is an object or a list
   */
  Optional<String> text(String key);

  /**
   * The objects of a list, empty where the key is missing.
   *
   * @throws TilthException if the value is not a list of objects
   */
  List<SeederSettings> list(String key);

  /**
   * A secret of the environment, such as {@code TILTH_ADMIN_PASSWORD}. Never part of a checksum,
   * plan, log or report.
   */
  Optional<Secret> secret(String variable);
}
