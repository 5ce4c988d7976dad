package dev.tilth.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tilth.database.SessionSettings;
import dev.tilth.deploy.Limits;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class TimeLeftTest {

  @Test
  void waitingEndsBeforeTheRunDoes() {
    Duration configured = Duration.ofMinutes(10);

    assertThat(left(900).patience(configured)).isEqualTo(configured);
    assertThat(left(30).patience(configured)).isEqualTo(Duration.ofSeconds(20));
    assertThat(left(5).patience(configured)).isZero();
  }

  @Test
  void theRunEndsBeforeTheFunctionDoes() {
    Limits configured = Limits.DEFAULT.withRun(Duration.ofMinutes(10)).withParallel(3);

    assertThat(left(900).limits(configured).run()).isEqualTo(configured.run());
    assertThat(left(30).limits(configured).run()).isEqualTo(Duration.ofSeconds(25));
    assertThat(left(30).limits(configured).nonTransactional()).isEqualTo(Duration.ofSeconds(25));
    assertThat(left(4).limits(configured).run()).isZero();
    assertThat(left(30).limits(configured).parallel()).isEqualTo(3);
    assertThat(left(30).limits(configured).retries()).isEqualTo(configured.retries());
  }

  @Test
  void theServerEndsAStatementThatTheFunctionCannotEnd() {
    SessionSettings configured = SessionSettings.DEFAULTS;

    assertThat(left(900).session(configured).statementTimeout()).isEqualTo(Duration.ofSeconds(898));
    assertThat(left(30).session(configured).statementTimeout()).isEqualTo(Duration.ofSeconds(28));
    assertThat(left(30).session(configured).lockTimeout()).isEqualTo(configured.lockTimeout());
    assertThat(left(4).session(configured).lockTimeout()).isEqualTo(Duration.ofSeconds(2));
  }

  @Test
  void noLimitOfTheServerBecomesNoneForWantOfTime() {
    SessionSettings endless =
        SessionSettings.DEFAULTS.withStatementTimeout(Duration.ZERO).withLockTimeout(Duration.ZERO);

    assertThat(left(30).session(endless).statementTimeout()).isEqualTo(Duration.ofSeconds(28));
    assertThat(left(30).session(endless).lockTimeout()).isEqualTo(Duration.ofSeconds(28));
    assertThat(left(1).session(endless).statementTimeout()).isEqualTo(Duration.ofMillis(1));
  }

  private static TimeLeft left(long seconds) {
    return new TimeLeft(Duration.ofSeconds(seconds));
  }
}
