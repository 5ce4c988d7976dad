package dev.tilth.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tilth.testing.PostgresTest;
import dev.tilth.testing.TestDatabase;
import dev.tilth.testing.faults.Sessions;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.Test;

/** Processes that share a seeder in chunks, of which one is killed in the midst of a chunk. */
@PostgresTest
class ChunkedKillIT {

  private static final String SLOWLY = "1500";

  private final TestDatabase given;

  ChunkedKillIT(TestDatabase given) {
    this.given = given;
  }

  @Test
  void the_others_take_up_what_a_killed_worker_has_left() throws Exception {
    TestDatabase migrated = Portions.migrated(given);
    TestDatabase undisturbed = migrated.copy();
    Portions.tilth(undisturbed.url()).seed().orThrow();
    TestDatabase database = migrated.copy();

    try (PortalProcess killed = worker(database)) {
      awaitAtWork(1, database);
      try (PortalProcess survivor = worker(database)) {
        awaitAtWork(2, database);
        assertThat(killed.kill()).isTrue();
        assertThat(survivor.exitCode()).as(survivor.errors()).isZero();
      }
    }

    Sessions.of(database).awaitNone(Proof.LIMIT);
    assertThat(Image.of(database).differences(Image.of(undisturbed))).isEmpty();
  }

  @Test
  void a_load_that_lost_its_only_worker_goes_on_where_it_stopped() throws Exception {
    TestDatabase migrated = Portions.migrated(given);
    TestDatabase undisturbed = migrated.copy();
    Portions.tilth(undisturbed.url()).seed().orThrow();
    TestDatabase database = migrated.copy();

    try (PortalProcess killed = worker(database)) {
      Sessions.of(database)
          .await("SELECT count(*) > 0 FROM tilth.seed_chunk WHERE seeder = 'Numbers'", Proof.LIMIT);
      assertThat(killed.kill()).isTrue();
    }
    String before = written(database);
    Portions.tilth(database.url()).seed().orThrow();

    Sessions.of(database).awaitNone(Proof.LIMIT);
    assertThat(Image.of(database).differences(Image.of(undisturbed))).isEmpty();
    assertThat(
            database.column(
                "SELECT chunk FROM tilth.seed_chunk WHERE seeder = 'Numbers' AND run_id <>"
                    + " (SELECT run_id FROM tilth.run ORDER BY started_at DESC LIMIT 1)"))
        .as("chunks of the killed run are not written again")
        .containsExactly(before);
  }

  private static String written(TestDatabase database) {
    return database.value("SELECT max(chunk) FROM tilth.seed_chunk WHERE seeder = 'Numbers'");
  }

  private static void awaitAtWork(int workers, TestDatabase database) {
    Sessions.of(database)
        .await(
            """
            SELECT count(*) = %d FROM pg_stat_activity
             WHERE datname = current_database() AND state = 'idle in transaction'
               AND query LIKE 'INSERT INTO public.numbers%%'
            """
                .formatted(workers),
            Proof.LIMIT);
  }

  private static PortalProcess worker(TestDatabase database) {
    return PortalProcess.start(
        database,
        builder -> {
          builder.environment().put(Portions.CHOSEN, "yes");
          builder.environment().put(Portions.PAUSE, SLOWLY);
          try {
            return builder.start();
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }
}
