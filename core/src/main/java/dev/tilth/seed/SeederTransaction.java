package dev.tilth.seed;

import dev.tilth.database.Connections;
import dev.tilth.plan.SeederStep;
import dev.tilth.plan.UnfinishedSeederException;
import dev.tilth.spi.RowCounts;
import dev.tilth.spi.Seeder;
import dev.tilth.spi.TilthException;
import dev.tilth.track.Claim;
import dev.tilth.track.Claims;
import dev.tilth.track.Tracker;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Runs one seeder in a transaction of its own: claim, rows, record, commit (see {@link Claims}). A
 * seeder that throws is rolled back together with its claim.
 */
public final class SeederTransaction {

  private final Connections connections;
  private final Tracker tracker;
  private final Map<String, Seeder> seeders;
  private final ContextFactory contexts;
  private final InstantSource clock;

  /**
   * Prepares nothing and opens nothing yet.
   *
   * @param seeders by name
   */
  public SeederTransaction(
      Connections connections,
      Tracker tracker,
      Map<String, Seeder> seeders,
      ContextFactory contexts,
      InstantSource clock) {
    this.connections = connections;
    this.tracker = tracker;
    this.seeders = Map.copyOf(seeders);
    this.contexts = contexts;
    this.clock = clock;
  }

  SeederOutcome run(SeederStep step, UUID runId) {
    Instant start = clock.instant();
    try (Connection connection = connections.open()) {
      connection.setAutoCommit(false);
      try {
        connections.applyToTransaction(connection);
        SeederOutcome outcome = attempt(step, runId, connection, start);
        connection.commit();
        return outcome;
      } catch (Exception | LinkageError | AssertionError e) {
        // Errors of one seeder, such as a jar that is missing, are no reason to stop the others.
        rollBack(connection, e);
        return failed(step, start, e);
      }
    } catch (SQLException | TilthException e) {
      return failed(step, start, e);
    }
  }

  private static void rollBack(Connection connection, Throwable cause) {
    try {
      connection.rollback();
    } catch (SQLException e) {
      // The server rolls back by itself when the connection is gone.
      cause.addSuppressed(e);
    }
    if (cause instanceof InterruptedException) {
      Thread.currentThread().interrupt();
    }
  }

  private SeederOutcome attempt(SeederStep step, UUID runId, Connection connection, Instant start)
      throws Exception {
    Claims claims = tracker.claims(connection);
    return switch (claims.claim(step, runId)) {
      case Claim.Won won -> {
        TransactionContext context = contexts.context(step.seeder().spec(), connection);
        seeder(step).seed(context);
        WriteCounts counts = context.counts();
        claims.complete(step.name(), won, counts.rows());
        yield applied(step, counts, start);
      }
      case Claim.Lost lost -> {
        UnfinishedSeederException.check(List.of(lost.now()));
        yield SeederOutcome.without(
            step.name(), SeederOutcome.Result.DONE_BY_RIVAL, "done by another run");
      }
    };
  }

  private Seeder seeder(SeederStep step) {
    Seeder seeder = seeders.get(step.name());
    if (seeder == null) {
      throw new IllegalStateException("No seeder %s in this build.".formatted(step.name()));
    }
    return seeder;
  }

  private SeederOutcome applied(SeederStep step, WriteCounts counts, Instant start) {
    return new SeederOutcome(
        step.name(),
        SeederOutcome.Result.APPLIED,
        step.decision().reason(),
        Optional.of(counts.rows()),
        counts.exact(),
        since(start),
        Optional.empty());
  }

  private SeederOutcome failed(SeederStep step, Instant start, Throwable cause) {
    return new SeederOutcome(
        step.name(),
        SeederOutcome.Result.FAILED,
        step.decision().reason(),
        Optional.<RowCounts>empty(),
        true,
        since(start),
        Optional.of(new SeederFailedException(step.name(), cause)));
  }

  private Duration since(Instant start) {
    return Duration.between(start, clock.instant());
  }
}
