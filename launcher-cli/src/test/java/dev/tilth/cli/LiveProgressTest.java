package dev.tilth.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tilth.seed.ChunkProgress;
import dev.tilth.seed.ChunkShare;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class LiveProgressTest {

  private static final int COLUMNS = 83;

  private final ByteArrayOutputStream raw = new ByteArrayOutputStream();
  private Instant now = Instant.parse("2026-11-22T10:00:00Z");
  private final LiveProgress progress = on(COLUMNS);

  @Test
  void one_seeder_is_told_in_full() {
    progress.accept(at("orders", 7, false));
    assertThat(screen())
        .isEqualTo(
            "orders: 7 of 20 chunks, 350,000 of 1,000,000 (35 %), 35,000 a second, 19 s left");
  }

  @Test
  void a_narrow_terminal_has_less_of_it() {
    on(60).accept(at("orders", 7, false));
    assertThat(screen()).isEqualTo("orders: 7 of 20 chunks (35 %), 35,000 a second, 19 s left");
    raw.reset();
    on(40).accept(at("orders", 7, false));
    assertThat(screen()).isEqualTo("orders: 35 %, 19 s left");
    raw.reset();
    on(15).accept(at("orders", 7, false));
    assertThat(screen()).isEqualTo("orders: 35 %");
  }

  @Test
  void a_line_that_was_too_long_stays_short_although_the_next_one_would_fit() {
    LiveProgress narrow = on(81);
    narrow.accept(at("orders", 7, false));
    assertThat(screen()).isEqualTo("orders: 7 of 20 chunks (35 %), 35,000 a second, 19 s left");
    tick(200);
    narrow.accept(at("orders", 20, false));
    assertThat(screen()).isEqualTo("orders: 20 of 20 chunks (100 %), 100,000 a second");
    narrow.accept(at("orders", 20, true));
    tick(200);
    narrow.accept(at("a", 18, false));
    assertThat(screen()).startsWith("a: 18 of 20 chunks, 900,000 of 1,000,000");
  }

  @Test
  void seeders_at_work_at_once_share_the_line_until_they_end() {
    progress.accept(at("orders", 7, false));
    tick(200);
    progress.accept(at("items", 10, false));
    assertThat(screen()).isEqualTo("orders: 35 %, 19 s left; items: 50 %, 10 s left");

    progress.accept(at("orders", 8, true));
    assertThat(screen()).startsWith("items: 10 of 20 chunks, ").doesNotContain("orders");

    progress.accept(at("items", 10, true));
    assertThat(screen()).isEmpty();
  }

  @Test
  void the_line_is_written_five_times_a_second_at_most() {
    for (int chunk = 1; chunk <= 20; chunk++) {
      progress.accept(at("orders", chunk, false));
      tick(50);
    }
    assertThat(raw.toString(UTF_8).split("\r", -1)).as("one more than writes").hasSize(6);
  }

  @Test
  void a_seeder_that_ends_is_gone_at_once() {
    progress.accept(at("orders", 7, false));
    tick(1);
    progress.accept(at("orders", 8, true));
    assertThat(screen()).isEmpty();
  }

  private LiveProgress on(int columns) {
    return new LiveProgress(new StatusLine(new PrintStream(raw, true, UTF_8), columns), () -> now);
  }

  private static ChunkProgress at(String seeder, int chunks, boolean over) {
    return new ChunkProgress(
        seeder,
        new ChunkShare(chunks, chunks, 20),
        new ChunkProgress.Units(0, chunks * 50_000L, 1_000_000),
        Duration.ofSeconds(10),
        over);
  }

  private void tick(int millis) {
    now = now.plusMillis(millis);
  }

  private String screen() {
    return Screen.after(raw.toString(UTF_8), COLUMNS);
  }
}
