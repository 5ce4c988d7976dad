package dev.tilth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.tilth.database.StopSignal;
import dev.tilth.deploy.Limits;
import dev.tilth.deploy.Report;
import dev.tilth.deploy.RunTimeoutException;
import dev.tilth.deploy.TerminatedException;
import dev.tilth.spi.SeederSpec;
import dev.tilth.testing.PostgresTest;
import dev.tilth.testing.TestDatabase;
import dev.tilth.testing.faults.CuttingProxy;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/** A run that is stopped ends although its server answers nothing any more. */
@PostgresTest
final class SilentServerIT {

  private static final String SLEEPING =
      "SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'PgSleep'"
          + " AND datname = current_database()";

  /** Well below the limits on silence, which are 35 s for a look and 30 min for a seeder. */
  private static final int LIMIT_SECONDS = 20;

  private final TestDatabase database;

  SilentServerIT(TestDatabase given) {
    this.database = given.another();
  }

  @Test
  void over_connections_of_its_own() throws Exception {
    assertStops(Tilth.builder(), false);
  }

  @Test
  void over_an_application_s_pool() throws Exception {
    assertStops(Tilth.builder(), true);
  }

  @Test
  void its_limit_is_what_a_run_tells_that_waits_for_another_one() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch released = new CountDownLatch(1);
    InlineContent content =
        InlineContent.small()
            .seeder(
                SeederSpec.once("Slow"),
                context -> {
                  begun.countDown();
                  released.await();
                });
    Tilth first = content.addTo(Tilth.builder().url(database.url())).build();
    try (CuttingProxy proxy = CuttingProxy.inFrontOf(database)) {
      CompletableFuture<Report> other = begin(first::deploy);
      try {
        assertThat(begun.await(LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
        Tilth waiting =
            content
                .addTo(Tilth.builder().url(proxy.url()))
                .limits(Limits.DEFAULT.withRun(Duration.ofSeconds(8)))
                .build();
        CompletableFuture<Report> run = begin(waiting::deploy);
        await()
            .until(() ->
                proxy.messages().stream()
                    .anyMatch(message -> message.text().contains("pg_try_advisory_lock")));

        proxy.fallSilent();

        assertThatThrownBy(() -> run.get(LIMIT_SECONDS, TimeUnit.SECONDS))
            .hasCauseInstanceOf(RunTimeoutException.class);
      } finally {
        released.countDown();
      }
      assertThat(other.get(LIMIT_SECONDS, TimeUnit.SECONDS).exitCode()).isEqualTo(0);
    }
  }

  private void assertStops(TilthBuilder builder, boolean pooled) throws Exception {
    InlineContent.small().addTo(Tilth.builder().url(database.url())).build().deploy().orThrow();
    InlineContent content =
        InlineContent.small()
            .seeder(
                SeederSpec.once("Slow"), context -> context.sql().execute("SELECT pg_sleep(300)"));
    try (CuttingProxy proxy = CuttingProxy.inFrontOf(database)) {
      StopSignal stop = new StopSignal();
      Tilth tilth = content.addTo(through(proxy, builder, pooled)).stop(stop).build();
      CompletableFuture<Report> run = begin(tilth::deploy);
      await().until(() -> database.value(SLEEPING).equals("1"));

      proxy.fallSilent();
      stop.fire(new TerminatedException("SIGTERM"));

      assertThat(run.get(LIMIT_SECONDS, TimeUnit.SECONDS).exitCode()).isEqualTo(143);
    }
  }

  /** On a thread of its own: the common pool may have one only, which another test waits on. */
  private static CompletableFuture<Report> begin(Supplier<Report> run) {
    return CompletableFuture.supplyAsync(run, task -> new Thread(task, "run").start());
  }

  private static TilthBuilder through(CuttingProxy proxy, TilthBuilder builder, boolean pooled) {
    if (!pooled) {
      return builder.url(proxy.url());
    }
    PGSimpleDataSource source = new PGSimpleDataSource();
    String[] parts = proxy.url().replace("postgresql://", "").split("@", 2);
    source.setUrl("jdbc:postgresql://" + parts[1]);
    source.setUser(parts[0].split(":", 2)[0]);
    source.setPassword(parts[0].split(":", 2)[1]);
    return builder.dataSource(source);
  }
}
