package dev.tilth.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tilth.database.RetryPolicy;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Limits that no server and no socket could keep are refused where they are given. */
final class LimitsTest {

  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration TOO_LONG = Duration.ofDays(8);

  @Test
  void a_run_has_a_limit_of_at_most_a_week() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Limits(TOO_LONG, HOUR, RetryPolicy.DEFAULT))
        .withMessageContaining("a whole run")
        .withMessageContaining("PT192H");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Limits(HOUR, Duration.ZERO, RetryPolicy.DEFAULT))
        .withMessageContaining("a statement outside a transaction");
  }

  @Test
  void others_are_waited_for_at_most_a_week() {
    assertThatIllegalArgumentException().isThrownBy(() -> Locking.DEFAULT.withWait(TOO_LONG));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Locking.DEFAULT.withWait(Duration.ofSeconds(-1)));
  }

  @Test
  void one_to_64_seeders_are_at_work_at_once() {
    assertThat(Limits.DEFAULT.parallel()).isEqualTo(1);
    assertThat(Limits.DEFAULT.withParallel(64).withRun(HOUR).connections()).isEqualTo(66);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Limits.DEFAULT.withParallel(0))
        .withMessageContaining("are 0");
    assertThatIllegalArgumentException().isThrownBy(() -> Limits.DEFAULT.withParallel(65));
  }
}
