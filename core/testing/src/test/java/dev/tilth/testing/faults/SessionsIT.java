package dev.tilth.testing.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tilth.testing.PostgresTest;
import dev.tilth.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

@PostgresTest
class SessionsIT {

  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final Duration SHORT = Duration.ofMillis(100);

  private final TestDatabase database;
  private final Sessions sessions;

  SessionsIT(TestDatabase database) {
    this.database = database;
    this.sessions = Sessions.of(database);
  }

  @Test
  void nobodyIsConnectedWhenTheLastOneHasLeft() throws SQLException {
    try (Connection connection = database.connect()) {
      connection.createStatement().execute("SELECT pg_advisory_lock(42)");
      assertThat(sessions.now())
          .hasSize(2)
          .anyMatch(line -> line.contains("pg_advisory_lock(42)"))
          .anyMatch(line -> line.contains("holds advisory ExclusiveLock"));
      assertThatExceptionOfType(WaitedInVainError.class)
          .isThrownBy(() -> sessions.awaitNone(SHORT))
          .withMessageContaining("pg_advisory_lock(42)");
    }
    assertThat(sessions.awaitNone(LIMIT)).isLessThan(LIMIT);
  }

  @Test
  void aSessionIsFoundByWhatItDoes() throws SQLException {
    try (Connection connection = database.connect()) {
      connection.setAutoCommit(false);
      connection.createStatement().execute("SELECT 1");
      assertThat(sessions.awaitOne("a.state = 'idle in transaction'", LIMIT)).isPositive();
      assertThat(sessions.terminate("a.state = 'idle in transaction'")).isEqualTo(1);
      assertThat(connection.isValid(1)).isFalse();
    }
    assertThatExceptionOfType(WaitedInVainError.class)
        .isThrownBy(() -> sessions.awaitOne("a.state = 'active'", SHORT))
        .withMessageContaining("a.state = 'active'");
  }
}
