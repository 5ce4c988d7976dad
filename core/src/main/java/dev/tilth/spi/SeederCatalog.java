package dev.tilth.spi;

import java.util.List;

/**
 * The seeders of one content module, as an explicit list. Found through {@link
 * java.util.ServiceLoader}; seeders themselves are never searched for.
 */
public interface SeederCatalog {

  /** Names the content in messages, such as {@code thrive-portal}. */
  String name();

  /** All seeders, in the order in which they run where dependencies leave a choice. */
  List<Seeder> seeders();
}
