package dev.tilth.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class RunTimeoutExceptionTest {

  @Test
  void a_limit_is_told_as_it_was_given() {
    assertThat(new RunTimeoutException(Duration.ofMillis(4500)))
        .hasMessageContaining("its limit of 4500 ms (");
    assertThat(new RunTimeoutException(Duration.ofMinutes(2)))
        .hasMessageContaining("its limit of 120 s (");
    assertThat(RunTimeoutException.ahead(Duration.ofMillis(1500), Duration.ofMillis(-3)))
        .hasMessageContaining("with 0 ms left of its limit of 1500 ms (");
  }
}
