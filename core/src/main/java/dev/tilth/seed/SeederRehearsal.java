package dev.tilth.seed;

import dev.tilth.plan.SeederStep;
import dev.tilth.spi.ChunkedSeeder;
import dev.tilth.spi.ChunkedTableSeeder;
import dev.tilth.spi.Seeder;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;

/**
 * Runs seeders in a transaction that somebody else rolls back: with the context that they have in a
 * real run, but without a claim, a record and a retry.
 */
public final class SeederRehearsal {

  private static final String IN_CHUNKS =
      "it is written in chunks, which would be one large transaction here";

  private final ContextFactory contexts;
  private final Map<String, Seeder> seeders;

  /**
   * @param seeders by name
   */
  public SeederRehearsal(ContextFactory contexts, Map<String, Seeder> seeders) {
    this.contexts = contexts;
    this.seeders = Map.copyOf(seeders);
  }

  /** Why a seeder is not rehearsed; empty where it is. */
  public Optional<String> leftOut(SeederStep step) {
    return switch (seeder(step)) {
      case ChunkedSeeder code -> Optional.of(IN_CHUNKS);
      case ChunkedTableSeeder table -> Optional.of(IN_CHUNKS);
      case Seeder seeder when seeder.hasEffectsOutside() ->
          Optional.of("it has effects outside the database");
      default -> Optional.empty();
    };
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
          .context(contexts.terms(step.seeder().spec()), connection, transaction, false)
          .run(seeder(step)::seed);
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
