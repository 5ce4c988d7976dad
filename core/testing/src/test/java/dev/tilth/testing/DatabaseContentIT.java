package dev.tilth.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@PostgresTest
class DatabaseContentIT {

  private Connection connection;

  @BeforeEach
  void create(TestDatabase database) throws SQLException {
    connection = database.connect();
    execute(
        """
        CREATE SCHEMA farm;
        CREATE TABLE farm.plot (id int, "Name" text, sown timestamptz, size numeric(6,2));
        CREATE TABLE crop (id int) PARTITION BY RANGE (id);
        CREATE TABLE crop_1 PARTITION OF crop FOR VALUES FROM (1) TO (9);
        INSERT INTO farm.plot VALUES (2, 'b', '2026-05-01 12:00+02', 1.50), (1, NULL, NULL, 2);
        INSERT INTO crop VALUES (3);
        """);
  }

  @AfterEach
  void drop() throws SQLException {
    execute("DROP SCHEMA farm CASCADE; DROP TABLE crop");
    connection.close();
  }

  @Test
  void everyRowIsALineInAFixedOrder() throws SQLException {
    assertThat(DatabaseContent.of(connection).lines())
        .containsExactly(
            "farm.plot:"
                + " {\"Name\":\"b\",\"id\":2,\"size\":1.50,\"sown\":\"2026-05-01T10:00:00+00:00\"}",
            "farm.plot: {\"Name\":null,\"id\":1,\"size\":2.00,\"sown\":null}",
            "public.crop_1: {\"id\":3}");
  }

  @Test
  void columnsAndTablesCanBeLeftOut() throws SQLException {
    assertThat(
            DatabaseContent.of(connection, "sown", "plot.size", "farm.plot.Name", "crop_1.*")
                .lines())
        .containsExactly("farm.plot: {\"id\":1}", "farm.plot: {\"id\":2}");
  }

  @Test
  void theZoneOfTheSessionChangesNothingAndIsKept() throws SQLException {
    DatabaseContent before = DatabaseContent.of(connection);
    execute("SET TimeZone = 'Asia/Kolkata'");
    assertThat(DatabaseContent.of(connection)).isEqualTo(before);
    try (Statement statement = connection.createStatement();
        var rows = statement.executeQuery("SHOW TimeZone")) {
      assertThat(rows.next()).isTrue();
      assertThat(rows.getString(1)).isEqualTo("Asia/Kolkata");
    }
  }

  @Test
  void aRewriteWithTheSameValuesShowsOnlyInTheTuples() throws SQLException {
    DatabaseContent rows = DatabaseContent.of(connection);
    DatabaseContent tuples = DatabaseContent.withTuples(connection);
    assertThat(DatabaseContent.withTuples(connection)).isEqualTo(tuples);
    execute("UPDATE farm.plot SET id = id");
    assertThat(DatabaseContent.of(connection)).isEqualTo(rows);
    assertThat(DatabaseContent.withTuples(connection)).isNotEqualTo(tuples);
  }

  private void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
