package dev.tilth.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tilth.testing.PostgresTest;
import dev.tilth.testing.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever is taken for the server's text is the same value for the server. The driver ends a
 * session whose {@code DateStyle} is not ISO.
 */
@PostgresTest
class ServerTextIT {

  private static final List<String> INSTANTS =
      List.of(
          "2026-07-01T10:00:00Z",
          "2026-07-01 10:00:00Z",
          "2026-07-01T10:00:00+00:00",
          "2026-07-01 10:00:00+00",
          "2026-07-01T11:00:00+01:00",
          "2026-07-01 11:00:00+01",
          "2026-07-01T10:00:00.000000Z",
          "2026-07-01T10:00:00.0000000Z",
          "2026-07-01T10:00:00.10Z",
          "2026-07-01T10:00:00.1Z",
          "2026-07-01T10:00:00.0000001Z",
          "2026-07-01T24:00:00Z",
          "2026-07-02T00:00:00Z",
          "2026-06-30T23:59:60Z",
          "2026-07-01T00:00:00Z",
          "10000-01-01T00:00:00Z",
          "0044-03-15 00:00:00+00 BC",
          "0044-03-15T00:00:00 BCZ",
          "07/01/2026 10:00:00+00",
          "07/01/2026T10:00:00Z",
          "01.07.2026 10:00:00Z",
          "Wed Jul 01 10:00:00 2026 UTC",
          "infinity",
          "-infinity",
          "2026-07-0aT10:00:00Z",
          "2026-07-01T10:00:0",
          "2026-07-01T10:00:00.Z",
          "2026-07-01T10:00:00,5Z",
          "2026-07-01T10:00:00,000Z",
          "2026-07-01T10:00:00-00Z",
          "2026-07-01X10:00:00Z",
          "2026-07-01_10:00:00Z",
          // Twice on the clocks of the Azores, of which the server takes the second.
          "2026-10-25T00:30:00",
          "2026-10-25T00:30:00Z");

  private final TestDatabase database;

  ServerTextIT(TestDatabase database) {
    this.database = database;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SET TIME ZONE 'UTC'",
        "SET TIME ZONE 'Europe/London'",
        "SET TIME ZONE 'Asia/Kolkata'",
        "SET TIME ZONE 'Atlantic/Azores'",
        "SET TIME ZONE 'UTC'; SET datestyle TO 'ISO, MDY'",
        "SET TIME ZONE 'UTC'; SET datestyle TO 'ISO, DMY'"
      })
  void an_instant_that_looks_the_same_is_the_same(String settings) throws SQLException {
    holds("timestamptz", ServerText.INSTANT, INSTANTS, settings);
  }

  @ParameterizedTest
  @ValueSource(strings = {"SET datestyle TO 'ISO, MDY'", "SET datestyle TO 'ISO, DMY'"})
  void a_local_time_that_looks_the_same_is_the_same(String settings) throws SQLException {
    List<String> local = INSTANTS.stream().map(text -> text.replaceFirst("Z$", "")).toList();

    holds("timestamp", ServerText.LOCAL_TIME, local, settings);
  }

  @Test
  void the_usual_forms_are_known() throws SQLException {
    try (Connection connection = database.connect()) {
      execute(connection, "SET TIME ZONE 'UTC'");
      for (String given :
          List.of(
              "2026-07-01T10:00:00Z",
              "2026-07-01T10:00:00+00:00",
              "2026-07-01 10:00:00.120+00",
              "infinity")) {
        assertThat(ServerText.INSTANT.text(given, 0))
            .as(given)
            .isEqualTo(written(connection, given, "timestamptz"));
      }
      for (String given : List.of("2026-07-01T10:00:00", "2026-07-01 10:00:00.120", "infinity")) {
        assertThat(ServerText.LOCAL_TIME.text(given, 0))
            .as(given)
            .isEqualTo(written(connection, given, "timestamp"));
      }
    }
  }

  private void holds(String type, ServerText text, List<String> givens, String settings)
      throws SQLException {
    try (Connection connection = database.connect()) {
      execute(connection, settings);
      List<String> values = givens.stream().map(given -> written(connection, given, type)).toList();
      for (String given : givens) {
        String turned = text.text(given, 0);
        String own = written(connection, given, type);
        assertThat(values)
            .as(given)
            .allSatisfy(value -> {
              if (value.equals(turned)) {
                assertThat(own).isEqualTo(value);
              }
            });
      }
    }
  }

  /** The server's text of what it reads, or what nothing else is like. */
  private static String written(Connection connection, String given, String type) {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT ('%s'::%s)::text".formatted(given, type))) {
      row.next();
      return row.getString(1);
    } catch (SQLException e) {
      return "rejected: " + given;
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
