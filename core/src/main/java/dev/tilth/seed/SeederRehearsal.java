package dev.tilth.seed;

import dev.tilth.plan.SeederStep;
import dev.tilth.spi.Seeder;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;

/**
 * Runs seeders in a transaction that somebody else rolls back: with the context that they have in a
 * real run, but without a claim, a record and a retry.
 */
public final class SeederRehearsal {

  private final ContextFactory contexts;
  private final Map<String, Seeder> seeders;

  /**
   * @param seeders by name
   */
  public SeederRehearsal(ContextFactory contexts, Map<String, Seeder> seeders) {
    this.contexts = contexts;
    this.seeders = Map.copyOf(seeders);
  }

  /** Whether the seeder says that it has effects which no rollback takes back. */
  public boolean reachesOutside(SeederStep step) {
    return seeder(step).hasEffectsOutside();
  }

  /**
   * Runs one seeder.
   *
   * @param connection with an open transaction
   * @return what it attempted to write
   * @throws SeederFailedException if it fails
   * @throws TransactionEndedException if its own SQL has ended the transaction
   */
  public WriteCounts run(SeederStep step, Connection connection) throws SQLException {
    OpenTransaction transaction = new OpenTransaction(step.name(), connection);
    try {
      return contexts
          .context(contexts.terms(step.seeder().spec()), connection, transaction)
          .run(seeder(step));
    } catch (TransactionEndedException e) {
      throw e;
    } catch (Exception | LinkageError | AssertionError e) {
      if (transaction.hasEnded()) {
        throw new TransactionEndedException(step.name(), e);
      }
      throw new SeederFailedException(step.name(), e);
    }
  }

  private Seeder seeder(SeederStep step) {
    Seeder seeder = seeders.get(step.name());
    if (seeder == null) {
      throw new IllegalStateException("No seeder %s in this build.".formatted(step.name()));
    }
    return seeder;
  }
}
