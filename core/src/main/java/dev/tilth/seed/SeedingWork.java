package dev.tilth.seed;

import dev.tilth.data.LoadTerms;
import dev.tilth.database.WorkingConnections;
import dev.tilth.plan.SeederStep;
import dev.tilth.spi.Seeder;
import dev.tilth.spi.TableSeeder;
import dev.tilth.track.RunLock;
import dev.tilth.track.Tracker;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.OptionalLong;

/**
 * What every attempt of a run needs.
 *
 * @param seeders by name
 */
record SeedingWork(
    WorkingConnections connections,
    Tracker tracker,
    Map<String, Seeder> seeders,
    ContextFactory contexts,
    SeedingTerms terms) {

  SeedingWork {
    seeders = Map.copyOf(seeders);
  }

  Seeder seeder(String name) {
    Seeder seeder = seeders.get(name);
    if (seeder == null) {
      throw new IllegalStateException("No seeder %s in this build.".formatted(name));
    }
    return seeder;
  }

  /**
   * The terms of a step's loads, in its transaction.
   *
   * @throws dev.tilth.plan.PlanMovedException if they would do what nobody has seen
   */
  LoadTerms loads(SeederStep step, Connection connection) throws SQLException {
    LoadTerms loads = contexts.terms(step.seeder().spec());
    return seeder(step.name()) instanceof TableSeeder tables
        ? loads.seen(terms.seen().check(tables, connection, loads))
        : loads;
  }

  /** The key of the lock that each transaction of a run without the run lock takes. */
  OptionalLong locklessKey() {
    return terms.locked()
        ? OptionalLong.empty()
        : OptionalLong.of(RunLock.locklessKey(contexts.trackerSchema()));
  }
}
