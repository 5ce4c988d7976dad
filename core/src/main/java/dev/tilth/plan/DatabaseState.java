package dev.tilth.plan;

import java.util.List;
import java.util.Optional;

/**
 * What a database says of itself.
 *
 * @param environment the recorded identity
 * @param empty whether it holds no object of anybody's
 * @param tracked whether the tracker's tables exist in this release's version
 * @param migrations Flyway's history, by rank
 * @param seeds the seeders that have taken effect
 */
public record DatabaseState(
    Optional<String> environment,
    boolean empty,
    boolean tracked,
    List<AppliedMigration> migrations,
    List<AppliedSeed> seeds) {

  public DatabaseState {
    migrations = List.copyOf(migrations);
    seeds = List.copyOf(seeds);
  }

  public Optional<AppliedSeed> seed(String name) {
    return seeds.stream().filter(seed -> seed.name().equals(name)).findFirst();
  }
}
