package dev.tilth.seed;

import dev.tilth.data.LoadTerms;
import dev.tilth.database.StopSignal;
import dev.tilth.policy.EnvironmentPolicy;
import dev.tilth.policy.Environments;
import dev.tilth.spi.SeederSettings;
import dev.tilth.spi.SeederSpec;
import java.sql.Connection;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.Function;
import org.jooq.DSLContext;

/**
 * Makes the contexts of one run.
 *
 * @param environment what is deployed to, and what it permits
 * @param environments which there are
 * @param trackerSchema whose tables do not count as written
 * @param settings of a seeder, by its name
 * @param clock stands still at the server's time of the run's start
 * @param stop ends the reading of files too
 */
public record ContextFactory(
    EnvironmentPolicy environment,
    Environments environments,
    String trackerSchema,
    Function<String, SeederSettings> settings,
    InstantSource clock,
    StopSignal stop) {

  /** For whom a seeder's tables are loaded. */
  LoadTerms terms(SeederSpec spec) {
    return new LoadTerms(
        spec.name(), trackerSchema, environment, settings.apply(spec.name()), Map.of(), stop);
  }

  /**
   * @param newSession whether this is the connection's first transaction
   */
  TransactionContext context(
      LoadTerms terms, Connection connection, OpenTransaction transaction, boolean newSession) {
    return new TransactionContext(this, terms, connection, transaction, newSession);
  }

  WriteStatistics statistics(DSLContext sql, boolean newSession) {
    return newSession
        ? WriteStatistics.ofNewSession(sql, trackerSchema)
        : WriteStatistics.of(sql, trackerSchema);
  }
}
