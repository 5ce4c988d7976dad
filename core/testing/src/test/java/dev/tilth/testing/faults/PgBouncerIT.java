package dev.tilth.testing.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tilth.testing.PostgresTest;
import dev.tilth.testing.TestDatabase;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@PostgresTest
class PgBouncerIT {

  private final TestDatabase database;

  PgBouncerIT(TestDatabase database) {
    this.database = database;
  }

  @BeforeEach
  void needsTheProgram() {
    assumeTrue(
        PgBouncer.isInstalled(),
        "NOT TESTED: pgbouncer is not installed. On Debian: apt-get install pgbouncer");
  }

  @Test
  void twoClientsShareOneBackendBetweenTransactions() throws SQLException {
    try (PgBouncer pooler = PgBouncer.inFrontOf(database, PoolSettings.TRANSACTION.withSize(1));
        Connection one = connect(pooler);
        Connection two = connect(pooler)) {
      assertThat(value(one, "SELECT pg_backend_pid()"))
          .isEqualTo(value(two, "SELECT pg_backend_pid()"));
      value(one, "SELECT set_config('tilth.leak', 'yes', false)");
      assertThat(value(two, "SHOW tilth.leak")).isEqualTo("yes");
    }
    Sessions.of(database).awaitNone(Duration.ofSeconds(10));
  }

  @Test
  void inSessionModeEachClientHasItsOwn() throws SQLException {
    try (PgBouncer pooler =
            PgBouncer.inFrontOf(
                database, PoolSettings.TRANSACTION.withMode(PoolSettings.Mode.SESSION));
        Connection one = connect(pooler);
        Connection two = connect(pooler)) {
      assertThat(value(one, "SELECT pg_backend_pid()"))
          .isNotEqualTo(value(two, "SELECT pg_backend_pid()"));
    }
    Sessions.of(database).awaitNone(Duration.ofSeconds(10));
  }

  @Test
  void ignoredStartUpParametersAreDroppedAndOthersRefused() throws SQLException {
    PoolSettings tolerant = PoolSettings.TRANSACTION.ignoring("extra_float_digits", "options");
    try (PgBouncer pooler = PgBouncer.inFrontOf(database, tolerant);
        Connection connection = connect(pooler, "-c lock_timeout=77s")) {
      assertThat(value(connection, "SHOW lock_timeout")).isEqualTo("0");
    }
    try (PgBouncer pooler = PgBouncer.inFrontOf(database, PoolSettings.TRANSACTION)) {
      assertThat(
              catchThrowableOfType(SQLException.class, () -> connect(pooler, "-c lock_timeout=77s"))
                  .getSQLState())
          .isEqualTo("08P01");
    }
    Sessions.of(database).awaitNone(Duration.ofSeconds(10));
  }

  private Connection connect(PgBouncer pooler) throws SQLException {
    return connect(pooler, "");
  }

  private Connection connect(PgBouncer pooler, String options) throws SQLException {
    Properties properties = new Properties();
    properties.put("user", database.user());
    properties.put("prepareThreshold", "0");
    if (!options.isEmpty()) {
      properties.put("options", options);
    }
    String jdbc = "jdbc:" + pooler.url(database).replaceFirst("//[^@]*@", "//");
    return DriverManager.getConnection(jdbc, properties);
  }

  private static String value(Connection connection, String sql) throws SQLException {
    try (ResultSet row = connection.createStatement().executeQuery(sql)) {
      row.next();
      return row.getString(1);
    }
  }
}
