package dev.tilth.data;

import dev.tilth.database.StopSignal;
import dev.tilth.policy.EnvironmentPolicy;
import dev.tilth.spi.SeederSettings;
import dev.tilth.spi.TableData;
import dev.tilth.track.SeedRowSql;
import java.util.Map;

/**
 * For whom tables are loaded.
 *
 * @param seeder who owns what its mirrors insert
 * @param trackerSchema where ownership is recorded
 * @param policy whose environment's overlays count, and whether it permits that rows are deleted
 * @param settings of the seeder, for the secrets that its rows refer to
 * @param seenDeletions how many rows somebody has seen that a mirror deletes, by the name of its
 *     table as it is declared
 * @param stop ends the reading of files too
 */
public record LoadTerms(
    String seeder,
    String trackerSchema,
    EnvironmentPolicy policy,
    SeederSettings settings,
    Map<String, Long> seenDeletions,
    StopSignal stop) {

  public LoadTerms {
    seenDeletions = Map.copyOf(seenDeletions);
  }

  /** The same where somebody has seen these deletions. */
  public LoadTerms seen(Map<String, Long> deletions) {
    return new LoadTerms(seeder, trackerSchema, policy, settings, deletions, stop);
  }

  /**
   * Permits a mirror to delete rows, or refuses.
   *
   * @throws dev.tilth.spi.TilthException if the policy or the declaration does not allow it
   */
  void checkMirror(TableData data, String table, long rows) {
    policy.checkMirror(table, rows, seenDeletions.getOrDefault(data.table(), 0L) == rows);
    TooManyDeletionsException.check(data, table, rows);
  }

  /** What the rows are read from. */
  Sources sources(TableData data, Table table) {
    return Sources.of(data, table, policy.name(), placeholders(), stop);
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
