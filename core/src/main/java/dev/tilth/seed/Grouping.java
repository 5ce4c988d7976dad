package dev.tilth.seed;

import dev.tilth.plan.SeederStep;
import dev.tilth.script.PlainInsert;
import dev.tilth.spi.ChunkedTableSeeder;
import dev.tilth.spi.SeedContext;
import dev.tilth.spi.Seeder;
import dev.tilth.spi.TableSeeder;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which steps may share a transaction: small ones that are nothing but data and have no record yet.
 * That is declared data, and scripts of nothing but {@link PlainInsert}s. Any other SQL may leave
 * something in its transaction or its session, or lock much for long, and needs both for itself.
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
            && isData(seeders.get(step.name()));
    if (admitted) {
      members++;
      bytes += step.seeder().bytes();
    }
    return admitted;
  }

  private static boolean isData(@Nullable Seeder seeder) {
    return switch (seeder) {
      case null -> false;
      case ChunkedTableSeeder chunked -> false;
      case TableSeeder tables -> isDeclared(tables);
      case ScriptSeeder script -> inserts(script).isPresent();
      default -> false;
    };
  }

  /** Its statements; empty if one of them is more than an insertion, or it cannot be read. */
  static Optional<List<PlainInsert>> inserts(ScriptSeeder script) {
    try {
      return PlainInsert.all(script.statements());
    } catch (IOException e) {
      // It is told by the seeder itself, when it runs alone.
      return Optional.empty();
    }
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
