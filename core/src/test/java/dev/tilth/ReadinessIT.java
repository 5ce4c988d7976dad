package dev.tilth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.tilth.deploy.Readiness;
import dev.tilth.testing.PostgresTest;
import dev.tilth.testing.TestDatabase;
import java.io.IOException;
import java.net.ServerSocket;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a health endpoint is told. */
@PostgresTest
final class ReadinessIT {

  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final Instant START = Instant.parse("2026-11-22T10:00:00Z");

  private final AtomicReference<Instant> now = new AtomicReference<>(START);
  private TestDatabase database;

  @BeforeEach
  void start(TestDatabase given) {
    database = given.another();
  }

  @Test
  void it_is_not_ready_before_the_deployment_and_says_why() {
    Readiness.Answer answer = readiness(database.dataSource(), LIMIT).check();

    assertThat(answer.isReady()).isFalse();
    assertThat(answer.reasons())
        .anySatisfy(reason -> assertThat(reason).contains("V1__colours.sql"))
        .anySatisfy(reason -> assertThat(reason).contains("Colours (new)"));
  }

  @Test
  void it_becomes_ready_with_the_deployment() {
    Readiness readiness = readiness(database.dataSource(), LIMIT);
    assertThat(readiness.check().isReady()).isFalse();
    deploy();
    pass(Duration.ofSeconds(1));

    assertThat(readiness.check()).isEqualTo(new Readiness.Ready());
    assertThat(readiness.check().reasons()).isEmpty();
  }

  @Test
  void ready_stays_ready_and_asks_nobody() {
    deploy();
    CountingPool pool = new CountingPool();
    Readiness readiness = readiness(pool, LIMIT);
    assertThat(readiness.check().isReady()).isTrue();
    pool.broken = true;
    pass(Duration.ofHours(1));

    assertThat(readiness.check().isReady()).isTrue();
    assertThat(pool.lent).hasValue(1);
  }

  @Test
  void whoever_asks_again_within_a_second_gets_the_same_answer() {
    CountingPool pool = new CountingPool();
    Readiness readiness = readiness(pool, LIMIT);
    readiness.check();
    pass(Duration.ofMillis(999));
    readiness.check();
    assertThat(pool.lent).hasValue(1);

    pass(Duration.ofMillis(1));
    readiness.check();

    assertThat(pool.lent).hasValue(2);
  }

  @Test
  void many_threads_share_one_look() throws Exception {
    deploy();
    CountingPool pool = new CountingPool();
    pool.gate = new CountDownLatch(1);
    Readiness readiness = readiness(pool, LIMIT);
    try (ExecutorService threads = Executors.newFixedThreadPool(20)) {
      List<Future<Readiness.Answer>> answers = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        answers.add(threads.submit(readiness::check));
      }
      await().until(() -> pool.lent.get() > 0);
      pool.gate.countDown();

      for (Future<Readiness.Answer> answer : answers) {
        assertThat(answer.get(30, TimeUnit.SECONDS).isReady()).isTrue();
      }
    }
    assertThat(pool.lent).hasValue(1);
  }

  @Test
  void nobody_waits_longer_than_the_limit_and_no_second_look_is_begun() {
    deploy();
    CountingPool pool = new CountingPool();
    pool.gate = new CountDownLatch(1);
    Readiness readiness = readiness(pool, Duration.ofMillis(100));

    assertThat(readiness.check().reasons())
        .containsExactly("The database has not answered within 100 ms.");
    pass(Duration.ofMinutes(1));
    assertThat(readiness.check().isReady()).isFalse();
    assertThat(pool.lent).hasValue(1);

    pool.gate.countDown();
    await().until(() -> readiness.check().isReady());
    assertThat(pool.lent).hasValue(1);
  }

  @Test
  void a_database_that_cannot_be_reached_is_a_reason_without_the_password() throws IOException {
    String url;
    try (ServerSocket free = new ServerSocket(0)) {
      url = "postgresql://app:s3cret@127.0.0.1:%d/app".formatted(free.getLocalPort());
    }

    Readiness.Answer answer =
        InlineContent.small().addTo(Tilth.builder().url(url)).build().readiness(LIMIT).check();

    assertThat(answer.isReady()).isFalse();
    assertThat(answer.reasons())
        .singleElement()
        .asString()
        .contains("127.0.0.1")
        .doesNotContain("s3cret");
  }

  @Test
  void a_pool_that_breaks_with_an_exception_of_its_own_is_a_reason() {
    CountingPool pool = new CountingPool();
    pool.broken = true;

    assertThat(readiness(pool, LIMIT).check().reasons())
        .singleElement()
        .asString()
        .contains("java.lang.IllegalStateException");
  }

  @Test
  void a_thread_that_is_interrupted_gets_an_answer_and_stays_interrupted() {
    CountingPool pool = new CountingPool();
    pool.gate = new CountDownLatch(1);
    Thread.currentThread().interrupt();

    Readiness.Answer answer = readiness(pool, LIMIT).check();

    assertThat(Thread.interrupted()).isTrue();
    assertThat(answer.reasons()).singleElement().asString().contains("interrupted");
    pool.gate.countDown();
    await().until(() -> pool.returned.get() == 1);
  }

  @Test
  void a_limit_of_nothing_is_refused() {
    assertThatThrownBy(() -> readiness(database.dataSource(), Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("PT0S");
  }

  private void deploy() {
    InlineContent.small()
        .addTo(Tilth.builder().url(database.url()).environment("dev"))
        .build()
        .deploy()
        .orThrow();
  }

  private void pass(Duration time) {
    now.updateAndGet(then -> then.plus(time));
  }

  private Readiness readiness(DataSource pool, Duration limit) {
    return InlineContent.small()
        .addTo(Tilth.builder().dataSource(pool).environment("dev").clock(now::get))
        .build()
        .readiness(limit);
  }

  /** Counts what it lends, and may keep borrowers waiting or break. */
  private final class CountingPool extends PlainDataSource {

    private final AtomicInteger lent = new AtomicInteger();
    private final AtomicInteger returned = new AtomicInteger();
    private volatile boolean broken;
    private volatile CountDownLatch gate = new CountDownLatch(0);

    @Override
    public Connection getConnection() throws SQLException {
      if (broken) {
        throw new IllegalStateException("This pool is broken.");
      }
      lent.incrementAndGet();
      try {
        if (!gate.await(60, TimeUnit.SECONDS)) {
          throw new SQLException("Nobody has opened the gate.");
        }
      } catch (InterruptedException e) {
        throw new SQLException(e);
      }
      returned.incrementAndGet();
      return database.connect();
    }
  }
}
