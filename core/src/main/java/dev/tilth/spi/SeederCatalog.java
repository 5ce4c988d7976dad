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

  /**
   * The number of the build that this content comes from: a later build of the same product has a
   * higher one, such as the run number of CI. A build takes the highest of its sources and
   * catalogs, and a database remembers the highest that it has seen. A build with a lower one
   * undoes nothing of a newer one: it warns and leaves alone what differs.
   *
   * <p>0, the default, says nothing about age, and is lower than any other number. Between two
   * builds with equal numbers, only content that was applied once and then replaced counts as
   * older.
   *
   * @return 0 or more
   */
  default long release() {
    return 0;
  }
}
