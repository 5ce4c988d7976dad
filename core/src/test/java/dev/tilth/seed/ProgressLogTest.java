package dev.tilth.seed;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

final class ProgressLogTest {

  private static final Instant START = Instant.parse("2026-11-22T10:00:00Z");

  private final ListAppender<ILoggingEvent> log = new ListAppender<>();
  private Instant now = START;
  private final ProgressLog progress = new ProgressLog(() -> now);

  @BeforeEach
  void listen() {
    log.start();
    logger().setLevel(Level.INFO);
    logger().addAppender(log);
  }

  @AfterEach
  void leave() {
    logger().detachAppender(log);
    logger().setLevel(null);
  }

  @Test
  void a_load_that_is_short_is_not_mentioned() {
    tell("orders", 0, 1, false);
    tell("orders", 9, 20, true);

    assertThat(lines()).isEmpty();
  }

  @Test
  void a_load_is_mentioned_every_ten_seconds() {
    for (int second = 1; second <= 31; second++) {
      tell("orders", second, second, false);
    }

    assertThat(lines())
        .containsExactly(
            "Seeder orders: 10 of 40 chunks, 1,000 of 4,000 (25 %), 100 a second, 30 s left",
            "Seeder orders: 20 of 40 chunks, 2,000 of 4,000 (50 %), 100 a second, 20 s left",
            "Seeder orders: 30 of 40 chunks, 3,000 of 4,000 (75 %), 100 a second, 10 s left");
  }

  @Test
  void the_first_chunk_may_take_longer_than_that() {
    tell("orders", 25, 1, false);
    tell("orders", 34, 2, false);
    tell("orders", 35, 3, false);

    assertThat(lines()).hasSize(2);
  }

  @Test
  void each_seeder_has_its_own_intervals() {
    tell("orders", 10, 1, false);
    tell("items", 11, 1, false);
    tell("items", 12, 2, false);
    tell("orders", 20, 2, false);

    assertThat(lines())
        .extracting(line -> line.split(":", -1)[0])
        .containsExactly("Seeder orders", "Seeder items", "Seeder orders");
  }

  @Test
  void the_next_run_of_a_seeder_begins_anew() {
    tell("orders", 10, 1, false);
    tell("orders", 11, 1, true);
    now = START.plusSeconds(100);

    progress.accept(at("orders", 1, 1, false));

    assertThat(lines()).hasSize(1);
  }

  private void tell(String seeder, int seconds, int chunks, boolean over) {
    now = START.plusSeconds(seconds);
    progress.accept(at(seeder, seconds, chunks, over));
  }

  private static ChunkProgress at(String seeder, int seconds, int chunks, boolean over) {
    return new ChunkProgress(
        seeder,
        new ChunkShare(chunks, chunks, 40),
        new ChunkProgress.Units(0, 100L * chunks, 4000),
        Duration.ofSeconds(seconds),
        over);
  }

  private List<String> lines() {
    return log.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
  }

  private static Logger logger() {
    return (Logger) LoggerFactory.getLogger(ProgressLog.class);
  }
}
