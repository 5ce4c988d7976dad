package dev.tilth.track;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tilth.policy.Environments;
import dev.tilth.testing.PostgresTest;
import dev.tilth.testing.TestDatabase;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The tracker in the hands of a role that may do little. */
@PostgresTest
final class TrackerSchemaIT {

  private final TestDatabase database;
  private final String role;

  TrackerSchemaIT(TestDatabase given) {
    this.database = given.another();
    this.role = database.name() + "_deployer";
  }

  @BeforeEach
  void createRole() {
    database.execute(
        """
        CREATE ROLE %1$s LOGIN PASSWORD 'secret';
        CREATE SCHEMA tilth AUTHORIZATION %1$s;
        """
            .formatted(role));
  }

  @AfterEach
  void dropRole() {
    database.execute("DROP OWNED BY %1$s; DROP ROLE %1$s".formatted(role));
  }

  @Test
  void a_schema_that_was_made_for_a_role_is_enough() throws SQLException {
    Tracker tracker = new Tracker(TrackerSettings.DEFAULT);
    try (Connection connection = DriverManager.getConnection(database.jdbcUrl(), role, "secret")) {
      tracker.prepare(
          connection, Environments.builtIn().policy("dev"), "test", Release.NONE, any -> {});

      assertThat(tracker.read(connection).environment()).contains("dev");
    }
  }
}
