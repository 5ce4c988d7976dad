package dev.tilth.testing.kit;

import dev.tilth.testing.DatabaseContent;
import dev.tilth.testing.TestDatabase;
import dev.tilth.testing.faults.Sessions;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What all checks work with.
 *
 * @param start is copied for each deployment
 * @param excluded columns, besides those of Tilth's own records
 */
record Bench(TestDatabase start, Deployment deployment, Set<String> excluded) {

  /** For the server to notice a broken connection; one at work notices when it answers. */
  private static final Duration LIMIT = Duration.ofSeconds(30);

  Bench {
    excluded = Set.copyOf(excluded);
  }

  /** Gives a fresh database to something, and removes it in the end. */
  <T> T with(Function<TestDatabase, T> use) {
    TestDatabase database = start.copy();
    try {
      return use.apply(database);
    } finally {
      database.drop();
    }
  }

  /** What an undisturbed deployment leaves. */
  DatabaseContent deployed() {
    return with(database -> {
      deploy(database.url());
      return content(database);
    });
  }

  /** Where nothing is tested yet: a failure is none of the check's findings. */
  void deploy(String url) {
    try {
      deployment.run(url);
    } catch (Exception e) {
      throw new UndisturbedDeploymentException(e);
    }
  }

  DatabaseContent content(TestDatabase database) {
    return content(database, Records.PER_RUN);
  }

  /** Once nobody is connected any more, since rows of others would come later. */
  DatabaseContent content(TestDatabase database, Collection<String> records) {
    String[] columns = Stream.concat(records.stream(), excluded.stream()).toArray(String[]::new);
    return read(database, connection -> DatabaseContent.of(connection, columns));
  }

  DatabaseContent tuples(TestDatabase database) {
    return read(database, DatabaseContent::withTuples);
  }

  /**
   * Compares.
   *
   * @throws SeederKitError with the finding, if there is a difference
   */
  void compare(
      TestDatabase database, DatabaseContent expected, DatabaseContent actual, Finding finding) {
    Difference difference = Difference.between(expected, actual);
    if (!difference.isNone()) {
      throw new SeederKitError(
          finding, difference.toString(), GeneratedColumns.advice(database, difference, excluded));
    }
  }

  private static DatabaseContent read(TestDatabase database, Reading reading) {
    Sessions.of(database).awaitNone(LIMIT);
    try (Connection connection = database.connect()) {
      return reading.of(connection);
    } catch (SQLException e) {
      throw new IllegalStateException("The rows of %s cannot be read.".formatted(database), e);
    }
  }

  private interface Reading {
    DatabaseContent of(Connection connection) throws SQLException;
  }
}
