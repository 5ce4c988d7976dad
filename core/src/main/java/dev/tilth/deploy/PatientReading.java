package dev.tilth.deploy;

import dev.tilth.database.Blocker;
import dev.tilth.database.RetryPolicy;
import dev.tilth.database.SqlStates;
import dev.tilth.database.WorkingConnections;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads rows for a plan. What passes, such as a table that somebody has for himself, is waited for
 * as seeders wait, and told; a stop ends it.
 */
final class PatientReading {

  private static final Logger LOG = LoggerFactory.getLogger(PatientReading.class);

  private final RunSite site;
  private final WorkingConnections workers;
  private final RetryPolicy retries;
  private final Instant start;

  PatientReading(RunSite site, WorkingConnections workers) {
    this.site = site;
    this.workers = workers;
    this.retries = site.settings().limits().retries();
    this.start = site.clock().instant();
  }

  <T> T read(Reading<T> reading) throws SQLException, InterruptedException {
    int tries = 1;
    while (true) {
      try (Connection connection = workers.open()) {
        Optional<T> result = attempt(reading, tries, connection);
        if (result.isPresent()) {
          return result.get();
        }
      }
      site.stop().sleep(retries.pause(tries));
      tries++;
    }
  }

  /** Empty where it failed for a reason that passes, and may be tried again. */
  private <T> Optional<T> attempt(Reading<T> reading, int tries, Connection connection)
      throws SQLException {
    try {
      T result = reading.of(connection);
      // A cancelled statement is no failure of the seeder whose rows it read.
      site.stop().check();
      return Optional.of(result);
    } catch (SQLException e) {
      site.stop().check();
      if (SqlStates.isConnectionLoss(e) || !SqlStates.isTransient(e)) {
        throw e;
      }
      TablesLockedException locked =
          new TablesLockedException(tries, e, Blocker.exclusive(connection));
      if (!retries.allows(tries, Duration.between(start, site.clock().instant()))) {
        throw locked;
      }
      LOG.info("{}", locked.getMessage());
      return Optional.empty();
    }
  }

  /** What is read with one connection. */
  interface Reading<T> {
    T of(Connection connection) throws SQLException;
  }
}
