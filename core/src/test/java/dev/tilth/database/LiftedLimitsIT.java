package dev.tilth.database;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tilth.testing.PostgresTest;
import dev.tilth.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.Test;

@PostgresTest
final class LiftedLimitsIT {

  private static final String LIMITS =
      "SELECT current_setting('lock_timeout') || ' ' || current_setting('statement_timeout')";

  @Test
  void both_the_servers_and_the_drivers_limits_come_back(TestDatabase database)
      throws SQLException {
    Connections connections =
        Connections.to(DatabaseAddress.parse(database.url()), SessionSettings.DEFAULTS);
    try (Connection connection = connections.open()) {
      int network = connection.getNetworkTimeout();
      assertThat(network).isEqualTo(1_830_000);
      assertThat(limits(connection)).isEqualTo("5s 30min");

      LiftedLimits lifted = LiftedLimits.on(connection, Duration.ofHours(4));

      assertThat(limits(connection)).isEqualTo("0 4h");
      assertThat(connection.getNetworkTimeout()).isEqualTo(14_430_000);

      lifted.close();

      assertThat(limits(connection)).isEqualTo("5s 30min");
      assertThat(connection.getNetworkTimeout()).isEqualTo(network);
    }
  }

  private static String limits(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        var row = statement.executeQuery(LIMITS)) {
      row.next();
      return row.getString(1);
    }
  }
}
