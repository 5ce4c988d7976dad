package dev.tilth.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TimesTest {

  @ParameterizedTest
  @CsvSource({
    "0, 0 ms",
    "340, 340 ms",
    "999, 999 ms",
    "1000, 1.0 s",
    "1240, 1.2 s",
    "1250, 1.3 s",
    "59949, 59.9 s",
    "59950, 1 min 0 s",
    "125000, 2 min 5 s",
    "3599499, 59 min 59 s",
    "3599500, 1 h 0 min",
    "3720000, 1 h 2 min",
  })
  void durations_have_two_units_at_most(long millis, String words) {
    assertThat(Times.spoken(Duration.ofMillis(millis))).isEqualTo(words);
  }

  @Test
  void instants_are_shown_in_utc() {
    assertThat(Times.utc(Instant.parse("2026-11-22T23:59:59.999Z")))
        .isEqualTo("2026-11-22 23:59:59");
  }
}
