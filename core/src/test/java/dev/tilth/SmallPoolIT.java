package dev.tilth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tilth.database.RetryPolicy;
import dev.tilth.deploy.Limits;
import dev.tilth.deploy.Report;
import dev.tilth.spi.SeederSpec;
import dev.tilth.testing.PostgresTest;
import dev.tilth.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jooq.tools.jdbc.DefaultConnection;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A pool of 3 for a run that may need 6. */
@PostgresTest
final class SmallPoolIT {

  private static final int PARALLEL = 4;

  private final CountDownLatch refused = new CountDownLatch(1);
  private TestDatabase database;

  @BeforeEach
  void start(TestDatabase given) {
    database = given.another();
  }

  @Test
  void one_that_gives_up_waiting_is_told_how_many_are_needed() {
    Report report = seed(new Pool(database.dataSource(), 0), context -> awaitRefusal());

    assertThat(report.exitCode()).isEqualTo(8);
    assertThat(report.failure())
        .get()
        .asString()
        .contains("6 connections", "2, and 1 for each seeder that may run in parallel");
    assertThat(report.appliedSeeders()).isBetween(2, 3);
  }

  @Test
  void one_that_waits_lets_the_seeders_run_one_after_another() {
    Report report = seed(new Pool(database.dataSource(), 60), context -> {});

    assertThat(report.orThrow().appliedSeeders()).isEqualTo(PARALLEL);
  }

  private void awaitRefusal() throws InterruptedException {
    assertThat(refused.await(RivalSession.LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
  }

  private Report seed(DataSource pool, InlineContent.Action action) {
    Limits limits =
        new Limits(
            Duration.ofMinutes(1),
            Limits.DEFAULT.nonTransactional(),
            new RetryPolicy(1, Duration.ZERO, Duration.ZERO, Duration.ofMinutes(1)),
            PARALLEL);
    InlineContent content = new InlineContent();
    for (int i = 0; i < PARALLEL; i++) {
      content.seeder(SeederSpec.once("S" + i).independent(), action);
    }
    return content
        .addTo(Tilth.builder().dataSource(pool).environment("dev").limits(limits))
        .build()
        .seed();
  }

  private final class Pool extends PlainDataSource {

    private final DataSource source;
    private final long patienceSeconds;
    private final Semaphore free = new Semaphore(3);

    Pool(DataSource source, long patienceSeconds) {
      this.source = source;
      this.patienceSeconds = patienceSeconds;
    }

    @Override
    public Connection getConnection() throws SQLException {
      if (!isFree()) {
        refused.countDown();
        throw new SQLTransientConnectionException("Connection is not available.");
      }
      return new Lent(source.getConnection());
    }

    private boolean isFree() throws SQLException {
      try {
        return free.tryAcquire(patienceSeconds, TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        throw new SQLException("Interrupted.", e);
      }
    }

    private final class Lent extends DefaultConnection {

      Lent(Connection connection) {
        super(connection);
      }

      @Override
      public void close() throws SQLException {
        super.close();
        free.release();
      }
    }
  }
}
