package dev.tilth.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tilth.spi.FailureKind;
import dev.tilth.spi.TilthException;
import dev.tilth.testing.PostgresTest;
import dev.tilth.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a connection still does once its run is stopped. */
@PostgresTest
final class WorkingConnectionsIT {

  private static final long KEY = 4711;

  private TestDatabase database;

  @BeforeEach
  void start(TestDatabase given) {
    database = given.another();
    database.execute("CREATE TABLE public.t (n int)");
  }

  @Test
  void nothing_is_committed_after_the_stop() throws SQLException {
    assertRefused(Connection::commit);
  }

  @Test
  void turning_auto_commit_on_commits_no_more_than_a_commit() throws SQLException {
    assertRefused(connection -> connection.setAutoCommit(true));
  }

  @Test
  void no_kind_of_statement_begins_after_the_stop() throws SQLException {
    assertRefused(Connection::createStatement);
    assertRefused(connection -> connection.prepareStatement("SELECT 1"));
    assertRefused(
        connection -> connection.prepareStatement("SELECT 1", Statement.RETURN_GENERATED_KEYS));
    assertRefused(connection -> connection.prepareStatement("SELECT 1", new String[] {"n"}));
    assertRefused(connection -> connection.prepareCall("SELECT 1"));
  }

  @Test
  void one_that_was_given_back_is_used_again_in_auto_commit_mode() throws SQLException {
    try (WorkingConnections workers = workers()) {
      Connection first = workers.openOrReuse();
      first.setAutoCommit(false);
      int backend = WorkingConnections.backend(first);
      workers.giveBack(first);
      assertThat(workers.backends()).isEmpty();

      Connection second = workers.openOrReuse();

      assertThat(WorkingConnections.backend(second)).isEqualTo(backend);
      assertThat(second.getAutoCommit()).isTrue();
      assertThat(workers.backends()).containsExactly(backend);
    }
  }

  @Test
  void one_in_a_transaction_is_closed() throws SQLException {
    try (WorkingConnections workers = workers()) {
      Connection first = workers.openOrReuse();
      first.setAutoCommit(false);
      try (Statement statement = first.createStatement()) {
        statement.execute("INSERT INTO public.t VALUES (1)");
      }
      workers.giveBack(first);

      assertThat(first.isClosed()).isTrue();
    }
    assertThat(database.value("SELECT count(*) FROM public.t")).isEqualTo("0");
  }

  @Test
  void one_that_broke_while_it_was_kept_is_passed_over() throws SQLException {
    try (WorkingConnections workers = workers()) {
      Connection first = workers.openOrReuse();
      int backend = WorkingConnections.backend(first);
      workers.giveBack(first);
      database.value("SELECT pg_terminate_backend(%d, 10000)".formatted(backend));

      Connection second = workers.openOrReuse();

      assertThat(WorkingConnections.backend(second)).isNotEqualTo(backend);
      try (Statement statement = second.createStatement()) {
        assertThat(statement.execute("SELECT 1")).isTrue();
      }
    }
  }

  @Test
  void one_that_was_kept_is_not_used_after_the_stop() {
    StopSignal stop = new StopSignal();
    try (WorkingConnections workers =
        new WorkingConnections(connections(), stop, OptionalLong.of(KEY))) {
      workers.giveBack(workers.openOrReuse());
      stop.fire(new Stopped());

      assertThatExceptionOfType(Stopped.class).isThrownBy(workers::openOrReuse);
    }
  }

  private WorkingConnections workers() {
    return new WorkingConnections(connections(), new StopSignal(), OptionalLong.of(KEY));
  }

  private Connections connections() {
    return Connections.to(DatabaseAddress.parse(database.url()), SessionSettings.DEFAULTS);
  }

  private void assertRefused(Use use) throws SQLException {
    StopSignal once = new StopSignal();
    try (WorkingConnections workers =
            new WorkingConnections(connections(), once, OptionalLong.empty());
        Connection connection = workers.open()) {
      connection.setAutoCommit(false);
      try (Statement statement = connection.createStatement()) {
        statement.execute("INSERT INTO public.t VALUES (1)");
      }
      once.fire(new Stopped());

      assertThatExceptionOfType(SQLException.class)
          .isThrownBy(() -> use.of(connection))
          .withMessageContaining("The run was stopped");
    }
    assertThat(database.value("SELECT count(*) FROM public.t")).isEqualTo("0");
  }

  private interface Use {
    void of(Connection connection) throws SQLException;
  }

  private static final class Stopped extends TilthException {

    private static final long serialVersionUID = 1L;

    Stopped() {
      super("Enough.");
    }

    @Override
    public FailureKind kind() {
      return FailureKind.INTERRUPTED;
    }
  }
}
