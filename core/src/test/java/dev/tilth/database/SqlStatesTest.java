package dev.tilth.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
}
