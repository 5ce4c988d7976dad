package dev.tilth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.tilth.database.RetryPolicy;
import dev.tilth.deploy.Limits;
import dev.tilth.deploy.Report;
import dev.tilth.spi.Chunking;
import dev.tilth.spi.SeederSpec;
import dev.tilth.testing.PostgresTest;
import dev.tilth.testing.TestDatabase;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** A server that takes fewer connections than the workers would need. */
@PostgresTest
final class CrowdedServerIT {

  private static final String ROLE = "crowded";
  private static final Limits LIMITS =
      new Limits(
          Duration.ofMinutes(1),
          Limits.DEFAULT.nonTransactional(),
          new RetryPolicy(1, Duration.ZERO, Duration.ZERO, Duration.ofMinutes(1)),
          4);

  private final ListAppender<ILoggingEvent> log = new ListAppender<>();
  private TestDatabase database;

  @BeforeEach
  void start(TestDatabase given) {
    database = given.another();
    database.execute(
        """
        CREATE ROLE %1$s LOGIN PASSWORD '%1$s' CONNECTION LIMIT 3;
        ALTER DATABASE %2$s OWNER TO %1$s;
        ALTER SCHEMA public OWNER TO %1$s;
        """
            .formatted(ROLE, database.name()));
    log.list = new CopyOnWriteArrayList<>();
    log.start();
    logger().addAppender(log);
  }

  @AfterEach
  void leave() {
    logger().detachAppender(log);
    database.execute(
        """
        REASSIGN OWNED BY %1$s TO CURRENT_USER;
        DROP ROLE %1$s;
        """
            .formatted(ROLE));
  }

  @Test
  void the_workers_that_have_a_connection_write_all_chunks() {
    InlineContent content =
        ChunkedFixture.content(
            SeederSpec.once(ChunkedFixture.NAME),
            new Chunking(25, 1),
            (chunk, context) -> {
              awaitRefusal();
              ChunkedFixture.write(chunk, context);
            });

    Report report =
        content
            .addTo(Tilth.builder().url(url()).environment("dev").limits(LIMITS))
            .build()
            .deploy()
            .orThrow();

    assertThat(report.appliedSeeders()).isEqualTo(2);
    assertThat(
            database.value("SELECT count(*), count(DISTINCT n) FROM public.numbers WHERE n >= 0"))
        .isEqualTo("25|25");
    assertThat(refusals()).singleElement().asString().contains("SQLSTATE 53300", "--parallel");
  }

  /** So that no chunk is left before a second worker has asked for a connection. */
  private void awaitRefusal() {
    await().atMost(RivalSession.LIMIT).until(() -> !refusals().isEmpty());
  }

  private List<String> refusals() {
    return log.list.stream()
        .map(ILoggingEvent::getFormattedMessage)
        .filter(line -> line.startsWith("There is no connection for another worker"))
        .toList();
  }

  private String url() {
    return database.url().replaceFirst("//[^@]*@", "//%1$s:%1$s@".formatted(ROLE));
  }

  private static Logger logger() {
    return (Logger) LoggerFactory.getLogger("dev.tilth.seed");
  }
}
