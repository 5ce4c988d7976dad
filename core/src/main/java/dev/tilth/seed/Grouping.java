package dev.tilth.seed;

import dev.tilth.plan.SeederStep;
import dev.tilth.spi.ChunkedTableSeeder;
import dev.tilth.spi.SeedContext;
import dev.tilth.spi.Seeder;
import dev.tilth.spi.TableSeeder;
import java.util.Map;
import java.util.Set;

/**
 * Which steps may share a transaction: small ones that are nothing but declared data and have no
 * record yet. SQL of a seeder's own may leave something in its transaction or its session, and
 * needs both for itself.
 */
final class Grouping {

  private static final int MOST_SEEDERS = 50;
  private static final long MOST_BYTES = 256 * 1024;

  private final Map<String, Seeder> seeders;
  private final Set<String> apart;
  private int members;
  private long bytes;

  /**
   * A group without members.
   *
   * @param seeders by name
   * @param apart those that must not share a transaction
   */
  Grouping(Map<String, Seeder> seeders, Set<String> apart) {
    this.seeders = seeders;
    this.apart = apart;
  }

  /** Whether a step may be the next member; then it is. */
  boolean admits(SeederStep step) {
    boolean admitted =
        members < MOST_SEEDERS
            && bytes + step.seeder().bytes() <= MOST_BYTES
            && step.runs()
            && step.seen().isEmpty()
            && !apart.contains(step.name())
            && seeders.get(step.name()) instanceof TableSeeder tables
            && !(tables instanceof ChunkedTableSeeder)
            && isDeclared(tables);
    if (admitted) {
      members++;
      bytes += step.seeder().bytes();
    }
    return admitted;
  }

  /** Whether it has no code of its own. */
  private static boolean isDeclared(TableSeeder seeder) {
    try {
      return seeder.getClass().getMethod("seed", SeedContext.class).getDeclaringClass()
          == TableSeeder.class;
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException("Every seeder has the method seed.", e);
    }
  }
}
