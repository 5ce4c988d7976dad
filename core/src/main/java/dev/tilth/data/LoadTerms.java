package dev.tilth.data;

import dev.tilth.policy.EnvironmentPolicy;
import dev.tilth.spi.SeederSettings;
import dev.tilth.spi.TableData;
import dev.tilth.track.SeedRowSql;

/**
 * For whom tables are loaded.
 *
 * @param seeder who owns what its mirrors insert
 * @param trackerSchema where ownership is recorded
 * @param policy whose environment's overlays count, and whether it permits that rows are deleted
 * @param settings of the seeder, for the secrets that its rows refer to
 */
public record LoadTerms(
    String seeder, String trackerSchema, EnvironmentPolicy policy, SeederSettings settings) {

  /** What the rows are read from. */
  Sources sources(TableData data, Table table) {
    return Sources.of(data, table, policy.name(), placeholders());
  }

  /** A variable of the environment is a secret like any other, whatever a row calls it. */
  private Placeholders placeholders() {
    return new Placeholders(settings::secret);
  }

  /** The record of the rows of a table. */
  SeedRowSql records(Table table) {
    return new SeedRowSql(trackerSchema, seeder, table.name().sql());
  }
}
