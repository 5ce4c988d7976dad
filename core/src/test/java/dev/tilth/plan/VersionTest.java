package dev.tilth.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class VersionTest {

  @ParameterizedTest
  @CsvSource({
    "1, 2",
    "2, 10",
    "1.9, 1.10",
    "1, 1.0.1",
    "20261122, 20261123.1",
    "9, 99999999999999999999"
  })
  void numbers_are_compared_as_numbers(String lower, String higher) {
    assertThat(Version.of(lower)).isLessThan(Version.of(higher));
    assertThat(Version.of(higher)).isGreaterThan(Version.of(lower));
  }

  @Test
  void trailing_zeros_and_the_separator_do_not_matter() {
    assertThat(
            List.of(
                Version.of("1.2"), Version.of("1_2"), Version.of("1.2.0.0"), Version.of("01.2")))
        .containsOnly(Version.of("1.2"));
    assertThat(Version.of("0")).isEqualTo(Version.of("0.0"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a", "1.", ".1", "1..2", "1-2", "-1", "1 "})
  void anything_else_is_refused_with_the_value(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Version.of(text))
        .withMessageContaining("'" + text + "'");
  }
}
