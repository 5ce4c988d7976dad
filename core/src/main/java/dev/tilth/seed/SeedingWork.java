package dev.tilth.seed;

import dev.tilth.database.WorkingConnections;
import dev.tilth.spi.Seeder;
import dev.tilth.track.RunLock;
import dev.tilth.track.Tracker;
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

  /** The key of the lock that each transaction of a run without the run lock takes. */
  OptionalLong locklessKey() {
    return terms.locked()
        ? OptionalLong.empty()
        : OptionalLong.of(RunLock.locklessKey(contexts.trackerSchema()));
  }
}
