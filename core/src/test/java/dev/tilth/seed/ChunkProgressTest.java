package dev.tilth.seed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tilth.seed.ChunkProgress.Units;
import dev.tilth.spi.Chunking;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ChunkProgressTest {

  @Test
  void an_operator_reads_how_far_how_fast_and_how_long() {
    assertThat(progress(new Units(0, 350_000, 1_000_000), Duration.ofMillis(4118)).words())
        .isEqualTo("7 of 20 chunks, 350,000 of 1,000,000 (35 %), 84,993 a second, 8 s left");
  }

  @Test
  void words_are_those_of_one_language_everywhere() {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.GERMANY);
    try {
      assertThat(progress(new Units(0, 2500, 5000), Duration.ofSeconds(1000)).words())
          .isEqualTo("7 of 20 chunks, 2,500 of 5,000 (50 %), 2.5 a second, 16 min 40 s left");
    } finally {
      Locale.setDefault(before);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "1000, 10, 100 a second",
    "100, 10, 10 a second",
    "99, 10, 9.9 a second",
    "10, 10, 1.0 a second",
    "10, 30, 20 a minute",
    "0, 30, 0 a minute"
  })
  void a_slow_rate_is_told_too(long units, long seconds, String words) {
    assertThat(progress(new Units(0, units, 10_000), Duration.ofSeconds(seconds)).rateWords())
        .isEqualTo(words);
  }

  @ParameterizedTest
  @CsvSource({
    "10, ', 1 s left'",
    "1000, ', 1 s left'",
    "1001, ', 2 s left'",
    "59999, ', 1 min 0 s left'",
    "125000, ', 2 min 5 s left'",
    "3725000, ', 1 h 2 min left'",
  })
  void half_of_it_has_yet_to_come_after_this_many_milliseconds(long millis, String words) {
    assertThat(progress(new Units(0, 500, 1000), Duration.ofMillis(millis)).leftWords())
        .isEqualTo(words);
  }

  @Test
  void a_load_that_is_continued_goes_no_faster_for_what_was_there() {
    ChunkProgress continued = progress(new Units(900, 910, 1000), Duration.ofSeconds(10));

    assertThat(continued.rate()).isEqualTo(1);
    assertThat(continued.left()).contains(Duration.ofSeconds(90));
    assertThat(continued.percent()).isEqualTo(91);
  }

  @Test
  void less_than_one_a_second_has_an_end_too() {
    assertThat(progress(new Units(0, 10, 100), Duration.ofSeconds(40)).left())
        .contains(Duration.ofSeconds(360));
  }

  @Test
  void nobody_can_tell_the_end_before_anything_has_come() {
    ChunkProgress begun = progress(new Units(10, 10, 100), Duration.ofSeconds(40));

    assertThat(begun.left()).isEmpty();
    assertThat(begun.words()).endsWith("10 of 100 (10 %), 0 a minute");
  }

  @Test
  void no_time_at_all_is_no_error() {
    ChunkProgress sudden = progress(new Units(0, 50, 100), Duration.ZERO);

    assertThat(sudden.rate()).isEqualTo(50_000);
    assertThat(sudden.left()).contains(Duration.ofMillis(1));
  }

  @Test
  void figures_beyond_a_long_s_product_are_told() {
    ChunkProgress vast = progress(new Units(0, 1L << 40, 1L << 50), Duration.ofDays(1));

    assertThat(vast.percent()).isZero();
    assertThat(vast.left().orElseThrow()).isCloseTo(Duration.ofDays(1023), Duration.ofSeconds(1));
  }

  @Test
  void what_is_there_is_a_hundred_percent_and_nothing_less_is() {
    assertThat(progress(new Units(0, 999_999, 1_000_000), Duration.ofSeconds(1)).percent())
        .isEqualTo(99);
    ChunkProgress complete = progress(new Units(0, 100, 100), Duration.ofSeconds(1));
    assertThat(complete.percent()).isEqualTo(100);
    assertThat(complete.words()).endsWith("100 of 100 (100 %), 100 a second");
    assertThat(progress(new Units(0, 0, 0), Duration.ZERO).percent()).isEqualTo(100);
  }

  @Test
  void a_short_last_chunk_counts_as_what_it_has() {
    Chunking chunking = new Chunking(25, 10);

    assertThat(new ChunkBoard(chunking, List.of()).units()).isZero();
    assertThat(new ChunkBoard(chunking, List.of(2)).units()).isEqualTo(10);
    assertThat(new ChunkBoard(chunking, List.of(3)).units()).isEqualTo(5);
    assertThat(new ChunkBoard(chunking, List.of(1, 2, 3)).units()).isEqualTo(25);
    assertThat(new ChunkBoard(new Chunking(20, 10), List.of(2)).units()).isEqualTo(10);
    assertThat(new ChunkBoard(new Chunking(0, 10), List.of()).units()).isZero();
  }

  private static ChunkProgress progress(Units units, Duration elapsed) {
    return new ChunkProgress("orders", new ChunkShare(7, 7, 20), units, elapsed, false);
  }
}
