package dev.tilth.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@PostgresTest
class PostgresTestIT {

  private final TestDatabase database;

  PostgresTestIT(TestDatabase database) {
    this.database = database;
  }

  @BeforeEach
  void lifecycleMethodsGetTheSameDatabase(TestDatabase given) {
    assertThat(given).isSameAs(database);
  }

  @Test
  void theDatabaseIsEmpty(TestDatabase given) {
    assertThat(given).isSameAs(database);
    assertThat(given.column("SELECT relname FROM pg_stat_user_tables")).isEmpty();
  }

  @Test
  void itsAddressesLeadToIt() throws SQLException {
    try (Connection connection =
        DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password())) {
      assertThat(connection.getCatalog()).isEqualTo(database.name());
      assertThat(connection.getMetaData().getDatabaseMajorVersion())
          .isEqualTo(database.majorVersion());
    }
    assertThat(database.url())
        .startsWith("postgresql://" + database.user() + ":")
        .endsWith("/" + database.name());
  }

  @Test
  void textOfRowsIsEasyToGet() {
    assertThat(database.value("SELECT 'a', NULL, 1.50")).isEqualTo("a|NULL|1.50");
    assertThat(database.column("SELECT generate_series(1, 3)")).containsExactly("1", "2", "3");
    assertThatThrownBy(() -> database.value("SELECT 1 WHERE false"))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("0 came from");
  }

  @Test
  void aFailingStatementNamesItselfAndTheError() {
    assertThatThrownBy(() -> database.execute("SELEKT 1"))
        .isInstanceOf(TestQueryException.class)
        .hasMessageContainingAll("SELEKT 1", "42601")
        .hasCauseInstanceOf(SQLException.class);
  }

  @Test
  void anotherDatabaseIsAnother() {
    TestDatabase another = database.another();
    another.execute("CREATE TABLE only_here ()");
    assertThat(another.name()).isNotEqualTo(database.name());
    assertThat(database.value("SELECT to_regclass('only_here')")).isEqualTo("NULL");
  }

  @Test
  void theTimeZoneOfTheServerIsNotUtc() {
    assertThat(
            database.value(
                "SELECT setconfig FROM pg_db_role_setting s JOIN pg_database d ON d.oid ="
                    + " setdatabase WHERE datname = current_database()"))
        .contains("America/St_Johns");
  }

  @Test
  void thePasswordIsNotShown() {
    assertThat(database.toString()).doesNotContain(database.password());
  }

  @Nested
  class Inside {

    @Test
    void nestedClassesShareTheDatabase(TestDatabase given) {
      assertThat(given).isSameAs(database);
    }
  }
}
