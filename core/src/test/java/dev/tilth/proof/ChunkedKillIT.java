package dev.tilth.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tilth.testing.PostgresTest;
import dev.tilth.testing.TestDatabase;
import dev.tilth.testing.faults.Sessions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Processes that share a seeder in chunks, of which one is killed in the midst of a chunk. */
@PostgresTest
class ChunkedKillIT {

  private static final int ALL = 3;

  private TestDatabase undisturbed;
  private TestDatabase database;

  @BeforeEach
  void start(TestDatabase given) {
    TestDatabase migrated = Portions.migrated(given);
    undisturbed = migrated.copy();
    Portions.tilth(undisturbed.url()).seed().orThrow();
    database = migrated.copy();
  }

  @Test
  void the_others_take_up_what_a_killed_worker_has_left() throws Exception {
    Portions.open(0, database);

    try (PortalProcess killed = worker();
        PortalProcess survivor = worker()) {
      awaitAtWork(2);
      assertThat(killed.kill()).isTrue();
      Portions.open(ALL, database);
      assertThat(survivor.exitCode()).as(survivor.errors()).isZero();
    }

    assertUndisturbed();
  }

  @Test
  void a_load_that_lost_its_only_worker_goes_on_where_it_stopped() throws Exception {
    Portions.open(1, database);

    try (PortalProcess killed = worker()) {
      Sessions.of(database)
          .await("SELECT count(*) = 1 FROM tilth.seed_chunk WHERE seeder = 'Numbers'", Proof.LIMIT);
      awaitAtWork(1);
      assertThat(killed.kill()).isTrue();
    }
    Portions.open(ALL, database);
    Portions.tilth(database.url()).seed().orThrow();

    assertUndisturbed();
    assertThat(
            database.column(
                "SELECT chunk FROM tilth.seed_chunk WHERE seeder = 'Numbers' AND run_id <>"
                    + " (SELECT run_id FROM tilth.run ORDER BY started_at DESC LIMIT 1)"))
        .as("chunks of the killed run that were not written again")
        .containsExactly("1");
  }

  private void assertUndisturbed() throws SQLException {
    Sessions.of(database).awaitNone(Proof.LIMIT);
    assertThat(Image.of(database).differences(Image.of(undisturbed))).isEmpty();
  }

  private void awaitAtWork(int workers) {
    Sessions.of(database)
        .await(
            """
            SELECT count(*) = %d FROM pg_stat_activity
             WHERE datname = current_database() AND state = 'active'
               AND query LIKE 'SELECT public.pass%%'
            """
                .formatted(workers),
            Proof.LIMIT);
  }

  private PortalProcess worker() {
    return PortalProcess.start(
        database,
        builder -> {
          builder.environment().put(Portions.CHOSEN, "yes");
          try {
            return builder.start();
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }
}
