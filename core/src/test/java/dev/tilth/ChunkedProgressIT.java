package dev.tilth;

import static dev.tilth.ChunkedFixture.NAME;
import static dev.tilth.ChunkedFixture.content;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.tilth.deploy.Report;
import dev.tilth.seed.ChunkProgress;
import dev.tilth.seed.ChunkProgress.Units;
import dev.tilth.spi.SeederSpec;
import dev.tilth.testing.PostgresTest;
import dev.tilth.testing.TestDatabase;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** What is told of a seeder in chunks while it is at work. */
@PostgresTest
final class ChunkedProgressIT {

  private static final SeederSpec ONCE = SeederSpec.once(NAME);

  private final Queue<ChunkProgress> told = new ConcurrentLinkedQueue<>();
  private ChunkedFixture fixture;

  @BeforeEach
  void start(TestDatabase given) {
    fixture = new ChunkedFixture(given.another());
  }

  @Test
  void each_chunk_is_told_and_then_the_end() {
    seed(content(ONCE, ChunkedFixture::write)).orThrow();

    assertThat(told)
        .extracting(now -> now.chunks().done(), ChunkProgress::units, ChunkProgress::over)
        .containsExactly(
            tuple(1, new Units(0, 10, 25), false),
            tuple(2, new Units(0, 20, 25), false),
            tuple(3, new Units(0, 25, 25), false),
            tuple(3, new Units(0, 25, 25), true));
    assertThat(told).extracting(ChunkProgress::seeder).containsOnly(NAME);
  }

  @Test
  void the_end_of_a_seeder_that_fails_is_told_and_the_next_run_tells_what_was_there() {
    seed(failingIn(2));

    assertThat(told)
        .extracting(ChunkProgress::units, ChunkProgress::over)
        .containsExactly(tuple(new Units(0, 10, 25), false), tuple(new Units(0, 10, 25), true));
    told.clear();

    seed(content(ONCE, ChunkedFixture::write)).orThrow();

    assertThat(told)
        .extracting(ChunkProgress::units, ChunkProgress::over)
        .containsExactly(
            tuple(new Units(10, 20, 25), false),
            tuple(new Units(10, 25, 25), false),
            tuple(new Units(10, 25, 25), true));
  }

  @Test
  void a_listener_that_throws_ends_nothing_and_is_logged_once() {
    ListAppender<ILoggingEvent> log = new ListAppender<>();
    log.start();
    Logger logger = (Logger) LoggerFactory.getLogger("dev.tilth.seed");
    logger.addAppender(log);
    try {
      fixture
          .builder(content(ONCE, ChunkedFixture::write))
          .progress(now -> {
            told.add(now);
            throw new IllegalStateException("no more paper");
          })
          .build()
          .seed()
          .orThrow();
    } finally {
      logger.detachAppender(log);
    }

    assertThat(told).as("it is called again").hasSize(4);
    assertThat(fixture.record()).isEqualTo("done|25|25|10");
    List<ILoggingEvent> warnings =
        log.list.stream().filter(event -> event.getLevel() == Level.WARN).toList();
    assertThat(warnings).hasSize(1);
    assertThat(warnings.getFirst().getThrowableProxy().getMessage()).isEqualTo("no more paper");
  }

  private Report seed(InlineContent content) {
    return fixture.builder(content).progress(told::add).build().seed();
  }

  private static InlineContent failingIn(int number) {
    return content(
        ONCE,
        (chunk, context) -> {
          if (chunk.number() == number) {
            throw new IllegalStateException("no more");
          }
          ChunkedFixture.write(chunk, context);
        });
  }
}
