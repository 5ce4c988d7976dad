package dev.tilth.seeders;

import dev.tilth.spi.SeedContext;
import dev.tilth.spi.Seeder;
import dev.tilth.spi.SeederSpec;

/** A seeder that fails when all its rows are written, and says how many they are. */
record CrashingSeeder(Seeder seeder) implements Seeder {

  private static final String WRITTEN =
      """
      SELECT coalesce(sum(n_tup_ins), 0) FROM pg_stat_xact_user_tables WHERE schemaname = 'public'
      """;

  @Override
  public SeederSpec spec() {
    return seeder.spec();
  }

  @Override
  public void seed(SeedContext context) throws Exception {
    seeder.seed(context);
    long rows = context.sql().resultQuery(WRITTEN).fetchSingle().get(0, Long.class);
    if (rows == 0) {
      throw new AssertionError("There is nothing that a crash could leave behind.");
    }
    throw new IllegalStateException("crashed after %d rows".formatted(rows));
  }
}
