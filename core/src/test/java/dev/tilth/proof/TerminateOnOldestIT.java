package dev.tilth.proof;

import dev.tilth.testing.PostgresTest;
import dev.tilth.testing.TestDatabase;
import java.sql.SQLException;

@PostgresTest(version = 14)
final class TerminateOnOldestIT extends TerminateContract {

  TerminateOnOldestIT(TestDatabase database) throws SQLException {
    super(database);
  }
}
