package dev.tilth;

import dev.tilth.testing.TestDatabase;
import dev.tilth.testing.faults.Sessions;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Another session with a transaction of its own, and a thread in which it can wait. */
final class RivalSession implements AutoCloseable {

  static final String APPLICATION = "the rival";
  static final Duration LIMIT = Duration.ofSeconds(20);

  private final TestDatabase database;
  private final Connection connection;
  private final ExecutorService thread = Executors.newSingleThreadExecutor();

  RivalSession(TestDatabase database) throws SQLException {
    this.database = database;
    this.connection = database.connect();
    connection.setAutoCommit(false);
    execute("SET application_name = '%s'".formatted(APPLICATION));
  }

  Connection connection() {
    return connection;
  }

  void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** Begins a statement that waits for a lock, and commits when it comes through. */
  void waitFor(String sql) {
    Future<?> unused =
        thread.submit(() -> {
          execute(sql);
          connection.commit();
          return sql;
        });
    Sessions.of(database)
        .awaitOne(
            "a.wait_event_type = 'Lock' AND a.application_name = '%s'".formatted(APPLICATION),
            LIMIT);
  }

  /** Commits as soon as somebody waits for a lock. */
  void commitWhenAwaited() {
    endWhenAwaited(Connection::commit);
  }

  /** Rolls back as soon as somebody waits for a lock. */
  void rollBackWhenAwaited() {
    endWhenAwaited(Connection::rollback);
  }

  private void endWhenAwaited(FaultyDataSource.Commit end) {
    Future<?> unused =
        thread.submit(() -> {
          Sessions.of(database).awaitOne("a.wait_event_type = 'Lock'", LIMIT);
          end.on(connection);
          return "";
        });
  }

  @Override
  public void close() throws SQLException {
    thread.close();
    connection.close();
  }
}
