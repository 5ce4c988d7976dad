package dev.tilth.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tilth.testing.PostgresTest;
import dev.tilth.testing.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Who is in whose way. */
@PostgresTest
final class WaitingBackendsIT {

  private static final String LOCK = "SELECT pg_advisory_xact_lock(7)";

  @Test
  void processes_that_wait_for_each_other_are_in_nobody_s_way(TestDatabase database)
      throws Exception {
    try (Connection reader = database.connect();
        Connection holder = database.connect();
        Connection waiter = database.connect();
        ExecutorService thread = Executors.newSingleThreadExecutor()) {
      holder.setAutoCommit(false);
      execute(holder, LOCK);
      int held = backend(holder);
      int waiting = backend(waiter);
      Future<?> wait =
          thread.submit(() -> {
            execute(waiter, LOCK);
            return null;
          });
      await()
          .untilAsserted(() ->
              assertThat(Blocker.of(List.of(waiting), reader).get(waiting))
                  .returns(held, Blocker::pid));

      assertThat(Blocker.of(List.of(waiting, held), reader)).isEmpty();

      holder.rollback();
      wait.get();
    }
  }

  private static int backend(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT pg_backend_pid()")) {
      row.next();
      return row.getInt(1);
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
