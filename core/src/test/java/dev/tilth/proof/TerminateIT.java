package dev.tilth.proof;

import dev.tilth.testing.PostgresTest;
import dev.tilth.testing.TestDatabase;
import java.sql.SQLException;

@PostgresTest
final class TerminateIT extends TerminateContract {

  TerminateIT(TestDatabase database) throws SQLException {
    super(database);
  }
}
