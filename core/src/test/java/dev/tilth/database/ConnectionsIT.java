package dev.tilth.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tilth.testing.PostgresTest;
import dev.tilth.testing.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@PostgresTest
class ConnectionsIT {

  private static final SessionSettings SETTINGS =
      SessionSettings.DEFAULTS
          .withApplicationName("tilth it's me")
          .withSearchPath("public", "My \"Odd\" \\Schema")
          .withLockTimeout(Duration.ofMillis(1500))
          .withStatementTimeout(Duration.ofMinutes(2));

  private final TestDatabase database;

  ConnectionsIT(TestDatabase database) {
    this.database = database;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      textBlock =
          """
          application_name                    | tilth it's me
          search_path                         | "public", "My ""Odd"" \\Schema"
          lock_timeout                        | 1500ms
          statement_timeout                   | 2min
          idle_in_transaction_session_timeout | 0
          idle_session_timeout                | 0
          client_connection_check_interval    | 1s
          tcp_keepalives_idle                 | 5
          tcp_keepalives_interval             | 2
          tcp_keepalives_count                | 3
          tcp_user_timeout                    | 10000
          TimeZone                            | UTC
          transaction_isolation               | read committed
          """)
  void aDirectConnectionCarriesTheSettings(String name, String value) throws SQLException {
    database.execute(
        """
        ALTER DATABASE "%1$s" SET default_transaction_isolation = 'repeatable read';
        ALTER DATABASE "%1$s" SET idle_session_timeout = '1h'
        """
            .formatted(database.name()));
    try (Connection connection = direct().open()) {
      assertThat(show(connection, name)).isEqualTo(value);
      assertThat(connection.getAutoCommit()).isTrue();
    }
  }

  @Test
  void theServersLimitOnTransactionsIsLifted() throws SQLException {
    if (database.majorVersion() < 17) {
      return;
    }
    database.execute(
        "ALTER DATABASE \"%s\" SET transaction_timeout = '1h'".formatted(database.name()));
    try (Connection connection = direct().open()) {
      assertThat(show(connection, "transaction_timeout")).isEqualTo("0");
    }
  }

  @Test
  void aLookIsBoundedToo() throws SQLException {
    try (Connection connection = direct().openForLook()) {
      assertThat(show(connection, "lock_timeout")).isEqualTo("1500ms");
      assertThat(show(connection, "client_connection_check_interval")).isEqualTo("1s");
    }
  }

  @Test
  void optionsOfTheUrlStayInForceUnlessTheyContradict() throws SQLException {
    DatabaseAddress address =
        DatabaseAddress.parse(database.url() + "?options=-c%20geqo%3Doff%20-c%20lock_timeout%3D7s");
    try (Connection connection = Connections.to(address, SETTINGS).open()) {
      assertThat(show(connection, "geqo")).isEqualTo("off");
      assertThat(show(connection, "lock_timeout")).isEqualTo("1500ms");
    }
  }

  @Test
  void anOptionThatTheServerDoesNotKnowDoesNotCostTheOtherSettings() throws SQLException {
    DatabaseAddress address =
        DatabaseAddress.parse(database.url() + "?options=-c%20no_such_variable%3D1");
    assertThatThrownBy(() -> Connections.to(address, SETTINGS).open())
        .isInstanceOf(ServerUnreachableException.class)
        .hasMessageContaining("no_such_variable");
  }

  @Test
  void behindAPoolerOnlyTheTransactionIsSet() throws SQLException {
    Connections pooled =
        Connections.to(DatabaseAddress.parse(database.url() + "?pgbouncer=true"), SETTINGS);
    try (Connection connection = pooled.open()) {
      String before = show(connection, "lock_timeout");
      connection.setAutoCommit(false);
      pooled.applyToTransaction(connection);
      assertThat(show(connection, "lock_timeout")).isEqualTo("1500ms");
      assertThat(show(connection, "TimeZone")).isEqualTo("UTC");
      connection.commit();
      assertThat(show(connection, "lock_timeout")).isEqualTo(before).isNotEqualTo("1500ms");
    }
  }

  @Test
  void aDataSourceHandsThemOut() throws SQLException {
    try (WorkingConnections workers =
            new WorkingConnections(direct(), new StopSignal(), OptionalLong.empty());
        Connection connection = workers.asDataSource().getConnection()) {
      assertThat(show(connection, "lock_timeout")).isEqualTo("1500ms");
    }
  }

  @Test
  void aBorrowedConnectionOnWhichScriptsRanIsNotReturned() throws SQLException {
    OneConnectionPool pool = new OneConnectionPool(database.connect());
    try (Connection physical = pool.physical();
        WorkingConnections workers =
            new WorkingConnections(
                Connections.over(pool, SETTINGS, 3), new StopSignal(), OptionalLong.empty())) {
      workers.open().close();
      assertThat(physical.isClosed()).isFalse();

      try (Connection script = workers.asDataSource().getConnection()) {
        execute(script, "SET work_mem = '8MB'; SET lock_timeout = 0");
        workers.reset(script);
        assertThat(show(script, "lock_timeout")).isEqualTo("1500ms");
        assertThat(show(script, "TimeZone")).isEqualTo("UTC");
        assertThat(show(script, "work_mem")).isNotEqualTo("8MB");
      }
      assertThat(physical.isClosed()).isTrue();
    }
  }

  @Test
  void aBorrowedConnectionIsSetAndReturnedAsItWasFound() throws SQLException {
    OneConnectionPool pool = new OneConnectionPool(database.connect());
    try (Connection physical = pool.physical()) {
      prepare(physical);
      Map<String, String> before = variables(physical);
      try (Connection borrowed = Connections.over(pool, SETTINGS, 3).open()) {
        assertThat(borrowed.getAutoCommit()).isTrue();
        assertThat(borrowed.isReadOnly()).isFalse();
        assertThat(show(borrowed, "lock_timeout")).isEqualTo("1500ms");
        assertThat(show(borrowed, "TimeZone")).isEqualTo("UTC");
        borrowed.setAutoCommit(false);
        execute(borrowed, "CREATE TABLE left_open ()");
      }
      assertThat(pool.returned()).isEqualTo(1);
      assertThat(physical.getAutoCommit()).isFalse();
      assertThat(physical.isReadOnly()).isTrue();
      assertThat(variables(physical)).isEqualTo(before);
      assertThat(show(physical, "to_regclass('left_open') IS NULL")).isEqualTo("t");
      physical.rollback();
    }
  }

  @Test
  void aBorrowedConnectionThatCannotBeRestoredIsNotReused() throws SQLException {
    OneConnectionPool pool = new OneConnectionPool(database.connect());
    try (Connection physical = pool.physical()) {
      Connection borrowed = Connections.over(pool, SETTINGS, 3).open();
      database.execute(
          "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
              + " WHERE application_name = 'tilth it''s me'");
      borrowed.close();
      assertThat(physical.isClosed()).isTrue();
    }
  }

  private static void prepare(Connection physical) throws SQLException {
    execute(physical, "SET lock_timeout = '7s'");
    execute(physical, "SET search_path = \"$user\", public");
    execute(physical, "SET TimeZone = 'Asia/Tokyo'");
    physical.setReadOnly(true);
    physical.setAutoCommit(false);
  }

  private static Map<String, String> variables(Connection connection) throws SQLException {
    return SessionVariables.of(SETTINGS).current(connection).values();
  }

  private Connections direct() {
    return Connections.to(DatabaseAddress.parse(database.url()), SETTINGS);
  }

  private static String show(Connection connection, String what) throws SQLException {
    boolean variable = !what.contains("(");
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                variable ? "SELECT current_setting('" + what + "')" : "SELECT " + what)) {
      row.next();
      return row.getString(1);
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
