package dev.tilth.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.util.PSQLException;
import org.postgresql.util.PSQLState;
import org.postgresql.util.ServerErrorMessage;

class SqlStatesTest {

  @ParameterizedTest
  @ValueSource(strings = {"08006", "08003", "57P01", "57P02", "57P05", "25P03"})
  void theEndOfASessionIsAConnectionLoss(String state) {
    assertThat(SqlStates.isConnectionLoss(new SQLException("", state))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"08P01", "23505", "55P03", "57014", ""})
  void otherErrorsAreNone(String state) {
    assertThat(SqlStates.isConnectionLoss(new SQLException("", state))).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "28P01, 'password authentication failed for user \"app\"'",
    "08P01, password authentication failed",
    "08P01, SASL authentication failed"
  })
  void aPasswordIsRefusedByTheServerOrByAPooler(String state, String message) {
    assertThat(SqlStates.isRefusedPassword(ofServer(state, message))).isTrue();
  }

  /** The pooler's own log-in is no matter of ours, nor is what it does not support. */
  @ParameterizedTest
  @CsvSource({
    "28000, 'no pg_hba.conf entry for host \"::1\"'",
    "08P01, unsupported startup parameter: options",
    "08P01, 'server login failed: FATAL password authentication failed for user \"app\"'",
    "08P01, 'password authentication failed for user \"app\"'",
    "08006, password authentication failed"
  })
  void otherRefusalsAreNotOfThePassword(String state, String message) {
    assertThat(SqlStates.isRefusedPassword(ofServer(state, message))).isFalse();
  }

  @Test
  void whatTheDriverSaysOfTheProtocolIsNoRefusal() {
    assertThat(
            SqlStates.isRefusedPassword(
                new PSQLException("SASL authentication failed", PSQLState.PROTOCOL_VIOLATION)))
        .isFalse();
  }

  private static PSQLException ofServer(String state, String message) {
    return new PSQLException(
        new ServerErrorMessage("SFATAL\0C%s\0M%s\0".formatted(state, message)));
  }
}
