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
      deployFirst(database);
      return content(database);
    });
  }

  /**
   * An undisturbed deployment to a fresh copy, without which no check tells anything.
   *
   * @throws SeederKitError if it writes no row but Tilth's own, such as when its failure is only
   *     reported
   */
  void deployFirst(TestDatabase database) {
    DatabaseContent before = withoutRecords(database);
    deploy(database.url());
    if (withoutRecords(database).equals(before)) {
      throw new SeederKitError(
          Finding.NOTHING_WRITTEN, "It holds %d row(s).".formatted(before.lines().size()), "");
    }
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

  /** Of all columns, but not of the tables that are left out as a whole. */
  DatabaseContent tuples(TestDatabase database) {
    String[] tables = excluded.stream().filter(name -> name.endsWith(".*")).toArray(String[]::new);
    return read(database, connection -> DatabaseContent.withTuples(connection, tables));
  }

  private static DatabaseContent withoutRecords(TestDatabase database) {
    String[] records = Records.ALL.toArray(String[]::new);
    return read(database, connection -> DatabaseContent.of(connection, records));
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
