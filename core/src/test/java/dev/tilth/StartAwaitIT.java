package dev.tilth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.tilth.database.StopSignal;
import dev.tilth.deploy.InterruptedDeploymentException;
import dev.tilth.deploy.NotDeployedException;
import dev.tilth.deploy.Report;
import dev.tilth.deploy.StartMode;
import dev.tilth.deploy.TerminatedException;
import dev.tilth.policy.Identity.Consent;
import dev.tilth.policy.WrongEnvironmentException;
import dev.tilth.spi.FailureKind;
import dev.tilth.spi.SeederSpec;
import dev.tilth.testing.PostgresTest;
import dev.tilth.testing.TestDatabase;
import java.io.IOException;
import java.net.ServerSocket;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A service that waits for the deployment which somebody else makes. */
@PostgresTest
final class StartAwaitIT {

  private static final String LOGGER = "dev.tilth.deploy.Awaiting";
  private static final Duration SHORT = Duration.ofMillis(600);
  private static final StartMode PATIENT = StartMode.await(Duration.ofMinutes(1));

  /** Holds a deployment in the midst of a seeder until it is opened. */
  private final CountDownLatch gate = new CountDownLatch(1);

  private final ExecutorService threads = Executors.newCachedThreadPool();

  private TestDatabase database;
  private CapturedLog log;

  @BeforeEach
  void start(TestDatabase given) {
    database = given.another();
    log = new CapturedLog(LOGGER);
  }

  @AfterEach
  void stop() {
    gate.countDown();
    threads.shutdownNow();
    log.close();
  }

  @Test
  void it_returns_when_another_deployment_is_done_and_not_before() throws Exception {
    CompletableFuture<Void> service = begin(tilth(InlineContent.small()), PATIENT);
    await().until(() -> !log.linesAbout(database.name()).isEmpty());
    CompletableFuture<Report> deployment =
        CompletableFuture.supplyAsync(() -> tilth(gated()).deploy(), threads);
    await().until(() -> isThere("public.colours") && hasRow("Colours"));

    assertThat(service).isNotDone();
    gate.countDown();
    service.get(30, TimeUnit.SECONDS);

    assertThat(deployment.get(30, TimeUnit.SECONDS).orThrow().appliedSeeders()).isEqualTo(3);
    assertThat(database.value("SELECT count(*) FROM tilth.run")).isEqualTo("1");
  }

  @Test
  void it_says_what_it_waits_for_and_who_is_at_work() throws Exception {
    CompletableFuture<Report> deployment =
        CompletableFuture.supplyAsync(() -> tilth(gated()).deploy(), threads);
    await().until(() -> isThere("tilth.seed") && hasRow("Colours"));

    NotDeployedException late =
        catchThrowableOfType(
            NotDeployedException.class,
            () -> tilth(InlineContent.small()).start(StartMode.await(SHORT)));

    assertThat(log.linesAbout(database.name()))
        .singleElement()
        .asString()
        .contains(database.name(), "0 of at most 0 s", "deploy to environment dev", "Alone (new)");
    assertThat(late)
        .hasMessageContaining("deploy to environment dev")
        .hasMessageContaining("tilth history");
    assertThat(late.lacks()).singleElement().asString().contains("Alone (new)");
    gate.countDown();
    deployment.get(30, TimeUnit.SECONDS).orThrow();
  }

  @Test
  void it_gives_up_in_time_and_says_what_is_still_missing() {
    long start = System.nanoTime();

    NotDeployedException late =
        catchThrowableOfType(
            NotDeployedException.class,
            () -> tilth(InlineContent.small()).start(StartMode.await(SHORT)));

    assertThat(Duration.ofNanos(System.nanoTime() - start))
        .isBetween(SHORT, Duration.ofSeconds(10));
    assertThat(late)
        .hasMessageContaining("V1__colours.sql")
        .hasMessageContaining("Colours (new)")
        .hasMessageContaining("No deployment is at work on it now.");
    assertThat(late.kind()).isEqualTo(FailureKind.FAILED);
    assertThat(isThere("tilth.run")).isFalse();
  }

  @Test
  void no_wait_at_all_is_one_look() {
    assertThatThrownBy(() -> tilth(InlineContent.small()).start(StartMode.await(Duration.ZERO)))
        .isInstanceOf(NotDeployedException.class);

    assertThat(log.linesAbout(database.name())).isEmpty();
  }

  @Test
  void a_complete_database_is_not_waited_for() {
    tilth(InlineContent.small()).deploy().orThrow();

    tilth(InlineContent.small()).start(PATIENT);

    assertThat(log.linesAbout(database.name())).isEmpty();
  }

  @Test
  void a_database_that_cannot_be_reached_is_waited_for_and_told() throws IOException {
    int port = freePort();
    Tilth service =
        InlineContent.small()
            .addTo(Tilth.builder().url("postgresql://app@127.0.0.1:%d/app".formatted(port)))
            .build();

    NotDeployedException late =
        catchThrowableOfType(
            NotDeployedException.class, () -> service.start(StartMode.await(SHORT)));

    assertThat(late.kind()).isEqualTo(FailureKind.DATABASE_UNREACHABLE);
    assertThat(late).hasMessageContaining("Nobody knows whether a deployment is at work.");
    assertThat(log.linesAbout("127.0.0.1:" + port)).isNotEmpty();
  }

  @Test
  void a_database_that_is_not_there_yet_is_waited_for_too() {
    String url = database.url().replace(database.name(), "not_there_yet");
    Tilth service = InlineContent.small().addTo(Tilth.builder().url(url)).build();

    NotDeployedException late =
        catchThrowableOfType(
            NotDeployedException.class, () -> service.start(StartMode.await(SHORT)));

    assertThat(late.kind()).isEqualTo(FailureKind.DATABASE_UNREACHABLE);
    assertThat(late).hasMessageContaining("not_there_yet");
  }

  private static int freePort() throws IOException {
    try (ServerSocket free = new ServerSocket(0)) {
      return free.getLocalPort();
    }
  }

  @Test
  void a_user_who_may_not_read_yet_waits_until_he_may() throws Exception {
    tilth(InlineContent.small()).deploy().orThrow();
    try (ServiceUser user = new ServiceUser(database)) {
      CompletableFuture<Void> service =
          begin(InlineContent.small().addTo(Tilth.builder().url(user.url())).build(), PATIENT);
      await().until(() -> !log.linesAbout(database.name()).isEmpty());
      assertThat(log.linesAbout(database.name()).getFirst()).contains("GRANT USAGE ON SCHEMA");

      database.execute("GRANT USAGE ON SCHEMA tilth, public TO " + user.name());
      database.execute("GRANT SELECT ON ALL TABLES IN SCHEMA tilth, public TO " + user.name());

      service.get(30, TimeUnit.SECONDS);
    }
  }

  @Test
  void who_is_at_work_is_told_to_a_user_who_may_not_read_the_ledger() throws SQLException {
    tilth(new InlineContent()).init(Consent.NONE);
    try (ServiceUser user = new ServiceUser(database);
        RunLockHolder holder = RunLockHolder.on(database)) {
      assertThat(holder.isHolding()).isTrue();
      database.execute("GRANT USAGE ON SCHEMA tilth, public TO " + user.name());
      database.execute(
          "GRANT SELECT ON tilth.database, tilth.seed, tilth.seed_superseded, tilth.seed_chunk,"
              + " tilth.step, tilth.journal TO "
              + user.name());
      Tilth service = InlineContent.small().addTo(Tilth.builder().url(user.url())).build();

      assertThatThrownBy(() -> service.start(StartMode.await(Duration.ZERO)))
          .isInstanceOf(NotDeployedException.class)
          .hasMessageContaining("At work on it now: backend ");
    }
  }

  @Test
  void what_no_deployment_changes_ends_the_wait_at_once() {
    tilth(InlineContent.small()).deploy().orThrow();
    Tilth wrong =
        InlineContent.small().addTo(Tilth.builder().url(database.url()).environment("qa")).build();

    assertThatThrownBy(() -> wrong.start(PATIENT)).isInstanceOf(WrongEnvironmentException.class);
    assertThat(log.linesAbout(database.name())).isEmpty();
  }

  @Test
  void a_signal_ends_the_wait() {
    StopSignal signal = new StopSignal();
    CompletableFuture<Void> service =
        begin(
            InlineContent.small()
                .addTo(Tilth.builder().url(database.url()).environment("dev").stop(signal))
                .build(),
            PATIENT);
    await().until(() -> !log.linesAbout(database.name()).isEmpty());

    signal.fire(new TerminatedException("SIGTERM"));

    assertThatThrownBy(() -> service.get(20, TimeUnit.SECONDS))
        .hasCauseInstanceOf(TerminatedException.class);
  }

  @Test
  void an_interrupt_ends_the_wait_and_stays_set() throws Exception {
    AtomicReference<RuntimeException> thrown = new AtomicReference<>();
    AtomicReference<Boolean> interrupted = new AtomicReference<>();
    Thread service =
        new Thread(() -> {
          try {
            tilth(InlineContent.small()).start(PATIENT);
          } catch (RuntimeException e) {
            thrown.set(e);
            interrupted.set(Thread.currentThread().isInterrupted());
          }
        });
    service.start();
    await().until(() -> !log.linesAbout(database.name()).isEmpty());

    service.interrupt();
    service.join(20_000);

    assertThat(thrown.get()).isInstanceOf(InterruptedDeploymentException.class);
    assertThat(interrupted).hasValue(true);
  }

  private CompletableFuture<Void> begin(Tilth tilth, StartMode mode) {
    return CompletableFuture.runAsync(() -> tilth.start(mode), threads);
  }

  private Tilth tilth(InlineContent content) {
    return content.addTo(Tilth.builder().url(database.url()).environment("dev")).build();
  }

  /** The small content, with a seeder Alone that ends when the gate is open. */
  private InlineContent gated() {
    return InlineContent.small()
        .seeder(
            SeederSpec.once("Alone"),
            context -> {
              if (!gate.await(60, TimeUnit.SECONDS)) {
                throw new IllegalStateException("Nobody has opened the gate.");
              }
              context.sql().execute("INSERT INTO public.counter (who) VALUES ('Alone')");
            });
  }

  private boolean isThere(String table) {
    return !database
        .value("SELECT coalesce(to_regclass('%s')::text, 'none')".formatted(table))
        .equals("none");
  }

  private boolean hasRow(String seeder) {
    return database
        .value("SELECT count(*) FROM tilth.seed WHERE name = '%s'".formatted(seeder))
        .equals("1");
  }
}
